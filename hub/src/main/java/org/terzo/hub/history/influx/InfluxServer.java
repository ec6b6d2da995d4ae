package org.terzo.hub.history.influx;

/// Where an InfluxDB is and how to be let in.
///
/// @param version 1 for servers like 1.8: there the bucket is a database and the token `user:password`
public record InfluxServer(String url, String org, String bucket, String token, int version) {}
