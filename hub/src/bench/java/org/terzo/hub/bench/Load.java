package org.terzo.hub.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.terzo.hub.e2e.MqttSocket;

/// Messages made beforehand, so that sending them costs little: message `m` is the next batch of gateway `m mod gateways`.
///
/// Each gateway observes ten times a second, its sensors by turns, present and absent in turn.
record Load(int gateways, int batch, Instant start, List<Message> messages) {
    static final String LOG = "bench-log";
    private static final Duration BETWEEN = Duration.ofMillis(100);
    /// A broker of these tests queues no more.
    private static final int MOST_MESSAGES = 90_000;

    record Message(String topic, byte[] payload) {}

    /// @param until itself not included
    /// @param observations so many happened between the two
    record Span(Instant from, Instant until, long observations) {}

    /// @param gateways the first so many of the site
    /// @param end when the last observations happened
    static Load of(LoadedSite site, int gateways, int batch, int messages, Instant end) {
        if (messages > MOST_MESSAGES) {
            throw new IllegalArgumentException("%d messages: the broker queues %d".formatted(messages, MOST_MESSAGES));
        }
        long perGateway = (long) Math.ceilDiv(messages, gateways) * batch;
        Instant start = end.minus(BETWEEN.multipliedBy(perGateway));
        List<Message> made = new ArrayList<>(messages);
        for (int m = 0; m < messages; m++) {
            int gateway = m % gateways + 1;
            long first = (long) (m / gateways) * batch + 1;
            made.add(new Message(site.topic(gateway, "observations"), Wire.batch(LOG, first, end, records(site, gateway, first, batch, start))));
        }
        return new Load(gateways, batch, start, made);
    }

    private static List<String> records(LoadedSite site, int gateway, long first, int batch, Instant start) {
        List<String> records = new ArrayList<>(batch);
        for (long number = first; number < first + batch; number++) {
            long before = number - 1;
            String sensor = site.sensor(gateway, (int) (before % site.sensors()) + 1);
            records.add(Wire.presence(start.plus(BETWEEN.multipliedBy(number)), sensor, before / site.sensors() % 2 == 0));
        }
        return records;
    }

    /// When the batches that end at message `until` happened, one of each gateway. A gateway's messages keep their order, and no more
    /// than that: once all of these are there, so is all that was sent before them.
    Span lastBatches(int until) {
        if (until % gateways != 0) {
            throw new IllegalArgumentException("%d messages: not as many from each of %d gateways".formatted(until, gateways));
        }
        long end = (long) until / gateways * batch;
        return new Span(start.plus(BETWEEN.multipliedBy(end - batch + 1)), start.plus(BETWEEN.multipliedBy(end)).plusMillis(1), (long) gateways * batch);
    }

    long observations(int fromMessage, int toMessage) {
        return (long) (toMessage - fromMessage) * batch;
    }

    void send(MqttSocket to, int fromMessage, int toMessage) throws IOException, InterruptedException {
        for (Message each : messages.subList(fromMessage, toMessage)) {
            to.enqueue(each.topic(), each.payload(), false);
        }
        to.flush();
    }
}
