package org.terzo.hub.ingest.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Authorities and server certificates, made by OpenSSL for one test.
final class Certificates {
    private Certificates() {}

    static Path authority(Path folder, String name) throws IOException, InterruptedException {
        Path openssl = Path.of("/usr/bin/openssl");
        Mosquitto.needs(openssl);
        Path certificate = folder.resolve(name + ".crt");
        Mosquitto.run(List.of(
                openssl.toString(), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=" + name,
                "-keyout", folder.resolve(name + ".key").toString(), "-out", certificate.toString()));
        return certificate;
    }

    static void server(Path folder, Path ca) throws IOException, InterruptedException {
        Path request = folder.resolve("server.csr");
        Path names = Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1\n");
        Mosquitto.run(List.of(
                "/usr/bin/openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
                "-keyout", folder.resolve("server.key").toString(), "-out", request.toString()));
        Mosquitto.run(List.of(
                "/usr/bin/openssl", "x509", "-req", "-in", request.toString(), "-CA", ca.toString(),
                "-CAkey", ca.toString().replace(".crt", ".key"), "-CAcreateserial", "-days", "2",
                "-extfile", names.toString(), "-out", folder.resolve("server.crt").toString()));
    }
}
