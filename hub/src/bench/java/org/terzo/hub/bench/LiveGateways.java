package org.terzo.hub.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLongArray;
import org.terzo.hub.bench.Sightings.Sample;
import org.terzo.hub.e2e.MqttSocket;

/// Gateways of a site that live on one connection: they say every 30 s that they watch, and send each signal at once.
final class LiveGateways implements AutoCloseable {
    private static final String LOG = "live-log";
    private static final Duration BETWEEN_STATUSES = Duration.ofSeconds(30);
    private static final long SEED = 11;

    private final LoadedSite site;
    private final MqttSocket socket;
    private final int first;
    private final AtomicLongArray numbers;
    private final Instant since = Instant.now();
    private final List<Thread> threads;
    private volatile boolean isClosed;

    private LiveGateways(LoadedSite site, MqttSocket socket, int first, int perMinute) {
        this.site = site;
        this.socket = socket;
        this.first = first;
        this.numbers = new AtomicLongArray(site.gateways() + 1);
        this.threads = List.of(Thread.ofVirtual().unstarted(this::keepSaying), Thread.ofVirtual().unstarted(() -> keepChanging(perMinute)));
    }

    /// @param first the gateways below that number are somebody else's
    /// @param perMinute how many signals they give of themselves
    static LiveGateways start(LoadedSite site, String brokerUrl, int first, int perMinute) throws IOException, InterruptedException {
        MqttSocket socket = MqttSocket.connect(brokerUrl, "live-" + site.id(), (_, _) -> {});
        LiveGateways live = new LiveGateways(site, socket, first, perMinute);
        live.say();
        live.threads.forEach(Thread::start);
        return live;
    }

    /// One sensor changes its level now.
    void signal(int gateway, int sensor, boolean present) throws IOException, InterruptedException {
        Instant now = Instant.now();
        byte[] batch = Wire.batch(LOG, numbers.incrementAndGet(gateway), now, List.of(Wire.presence(now, site.sensor(gateway, sensor), present)));
        socket.publish(site.topic(gateway, "observations"), batch, false);
    }

    /// Desks `from` to `to` become occupied one after the other, and when that was said.
    List<Sample> signals(int from, int to) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (int desk = from; desk <= to; desk++) {
            int gateway = (desk - 1) / site.sensors() + 1;
            int sensor = (desk - 1) % site.sensors() + 1;
            samples.add(new Sample(site.deskOf(gateway, sensor), Sightings.now()));
            signal(gateway, sensor, true);
            Thread.sleep(Duration.ofMillis(20));
        }
        return samples;
    }

    private void say() throws IOException, InterruptedException {
        for (int gateway = first; gateway <= site.gateways(); gateway++) {
            socket.publish(site.topic(gateway, "status"), Wire.status(Instant.now(), since), true);
        }
    }

    private void keepSaying() {
        try {
            while (true) {
                Thread.sleep(BETWEEN_STATUSES);
                say();
            }
        } catch (IOException e) {
            complain(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepChanging(int perMinute) {
        Random random = new Random(SEED);
        try {
            while (perMinute > 0 && first <= site.gateways()) {
                Thread.sleep(Duration.ofMinutes(1).dividedBy(perMinute));
                int gateway = first + random.nextInt(site.gateways() - first + 1);
                signal(gateway, 1 + random.nextInt(site.sensors()), random.nextBoolean());
            }
        } catch (IOException e) {
            complain(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(IOException e) {
        if (!isClosed) {
            System.err.println("live gateways of %s: %s".formatted(site.id(), e));
        }
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        threads.forEach(Thread::interrupt);
        socket.close();
    }
}
