package org.terzo.hub.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.terzo.gateway.Gateway;
import org.terzo.gateway.GatewayConfig;
import org.terzo.gateway.clock.BoardClock;
import org.terzo.hub.FeignedClock;
import org.terzo.hub.HubMain;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;

/// `./mvnw -Pdemo`: embedded broker, hub, embedded history; one site plays a real recording, two are lived in by simulated people. The
/// gateways run the agent's real code in this process. Each start begins anew, on a morning; the clock of all of them goes faster than
/// ours, so that a day passes in ten minutes.
public final class Demo {
    private static final long SEED = 20261124;
    private static final String RECORDED = "salle-pir";
    /// Unplugged at first, so that desks are unknown; then it comes back with what it held.
    private static final String LATE = "gw-molo-2";
    private static final Duration LATE_BY = Duration.ofSeconds(45);
    private static final LocalTime BEGINS = LocalTime.of(8, 10);
    private static final Pattern SPEED = Pattern.compile("[1-9][0-9]{0,2}");

    private final Path files;
    private final Path data;
    private final int brokerPort;
    private final InstantSource clock;
    private final LocalDate day;
    private final List<Gateway> gateways = new CopyOnWriteArrayList<>();

    private Demo(Path files, Path data, int brokerPort, InstantSource clock, LocalDate day) {
        this.files = files;
        this.data = data;
        this.brokerPort = brokerPort;
        this.clock = clock;
        this.day = day;
    }

    /// @param arguments the folder of the demo's files, the folder for its data, the port of its pages, and how many times faster than
    ///     ours its clock goes
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        if (!isFree(port)) {
            refuse("Port %1$s is in use. Stop what listens there, or take another: ./mvnw -Pdemo -Ddemo.port=%2$s"
                    .formatted(Integer.toString(port), Integer.toString(port + 1)));
        }
        if (!SPEED.matcher(arguments[3]).matches()) {
            refuse("-Ddemo.speed=%s is not a whole number from 1 to 999".formatted(arguments[3]));
        }
        clear(data);
        Path clockFile = data.resolve("clock");
        ZonedDateTime morning = morning(ZonedDateTime.now(ZoneId.of("Europe/Rome")));
        set(clockFile, morning.toInstant(), "1");
        InstantSource clock = FeignedClock.read(clockFile, InstantSource.system());
        Demo demo = new Demo(Path.of(arguments[0]), data, freePort(), clock, morning.toLocalDate());
        demo.startHub(port, clockFile);
        demo.start();
        set(clockFile, clock.instant(), arguments[3]);
        System.out.println(
                """

                Terzo is running. Its clock says %3$s and goes %4$s times as fast as yours. Open:
                  a member     http://localhost:%1$s/s/riva           a recorded office: http://localhost:%1$s/s/salle-pir
                  a manager    the sign-in link above, once; then http://localhost:%1$s/manage/riva
                Ctrl-C stops everything. Another speed: ./mvnw -Pdemo -Ddemo.speed=30. What is left is %2$s
                """
                        .formatted(Integer.toString(port), data, morning.format(DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH)), arguments[3]));
    }

    /// Ahead of us, for a screen takes what is long past for stale.
    private static ZonedDateTime morning(ZonedDateTime now) {
        return now.with(TemporalAdjusters.next(DayOfWeek.TUESDAY)).with(BEGINS);
    }

    private static void refuse(String message) {
        System.out.println(message);
        System.exit(1);
    }

    /// From now on the clock goes on from `told`.
    private static void set(Path clockFile, Instant told, String speed) throws IOException {
        Files.writeString(clockFile, "%s x%s since %s\n".formatted(told, speed, InstantSource.system().instant()));
    }

    private void startHub(int port, Path clockFile) {
        int exit = HubMain.run(
                List.of(
                        "--data", data.resolve("hub").toString(),
                        "--http-port", Integer.toString(port),
                        "--public-url", "http://localhost:" + port,
                        "--mqtt-port", Integer.toString(brokerPort),
                        "--clock", clockFile.toString(),
                        "--sites", files.resolve("sites").toString()),
                Map.of());
        if (exit != HubMain.RUNNING) {
            System.exit(exit);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop-gateways").unstarted(this::stop));
    }

    private void start() throws IOException {
        for (String name : List.of(RECORDED, "riva", "molo")) {
            Site site = site(files.resolve("sites").resolve(name + ".site.yaml"));
            for (GatewayId gateway : site.sensors().stream().map(Site.Sensor::gateway).distinct().sorted().toList()) {
                if (gateway.value().equals(LATE)) {
                    Thread.ofVirtual().start(() -> startLate(site, gateway));
                } else {
                    start(site, gateway);
                }
            }
        }
    }

    private void startLate(Site site, GatewayId gateway) {
        try {
            Thread.sleep(LATE_BY);
            start(site, gateway);
        } catch (IOException failed) {
            System.out.println("%s stays away: %s".formatted(gateway, failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Site site, GatewayId gateway) throws IOException {
        Path file = data.resolve(gateway + ".yaml");
        Files.writeString(file, config(site, gateway));
        List<String> mistakes = new ArrayList<>();
        GatewayConfig config = GatewayConfig.read(file, mistakes::add).orElseThrow(() -> new IllegalStateException(String.join("\n", mistakes)));
        Iterator<Observation> life = site.id().value().equals(RECORDED)
                ? Lives.recorded(files.resolve("recorded/room-pir-2017-12-22.csv"), day)
                : Lives.simulated(files.resolve("sites").resolve(site.id() + ".site.yaml"), gateway, day, SEED);
        Instant midnight = day.atStartOfDay(site.timeZone()).toInstant();
        gateways.add(Gateway.start(config, new LivedInputs(life, midnight, clock), board()));
    }

    /// A board whose every second is as long as its clock says. The time since its boot is reckoned from what the clock told last: of
    /// two looks at a fast clock the second is later by far, and the board would take that for a step.
    private BoardClock board() {
        Instant boot = clock.instant();
        AtomicReference<Instant> told = new AtomicReference<>(boot);
        return new BoardClock(
                () -> told.updateAndGet(_ -> clock.instant()), () -> Instant.EPOCH.plus(Duration.between(boot, told.get())), () -> true, "demo");
    }

    private static Stream<Site.Sensor> sensorsOf(Site site, GatewayId gateway) {
        return site.sensors().stream().filter(sensor -> sensor.gateway().equals(gateway));
    }

    private String config(Site site, GatewayId gateway) {
        StringBuilder yaml = new StringBuilder(
                """
                site: %s
                gateway: %s
                mqtt: {url: "mqtt://127.0.0.1:%s"}
                data: "%s"
                """
                        .formatted(site.id(), gateway, Integer.toString(brokerPort), data.resolve(gateway.value())));
        yaml.append("inputs: simulated\nwiring:\n  revision: 1\n  sensors:\n");
        sensorsOf(site, gateway).forEach(sensor -> yaml.append("    - {sensor: %s, kind: %s}\n".formatted(sensor.id(), sensor.kind().text())));
        return yaml.toString();
    }

    private static Site site(Path file) throws IOException {
        return switch (SiteFile.read(Files.readString(file))) {
            case SiteFile.Result.Read(Site site) -> site;
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> throw new IllegalStateException(file + ": " + mistakes);
        };
    }

    private void stop() {
        gateways.forEach(Gateway::close);
    }

    /// What an earlier demo left.
    private static void clear(Path data) throws IOException {
        Files.createDirectories(data);
        try (Stream<Path> left = Files.walk(data)) {
            for (Path each : left.filter(path -> !path.equals(data)).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
