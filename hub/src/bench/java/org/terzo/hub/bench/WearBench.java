package org.terzo.hub.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.Line;
import org.terzo.hub.e2e.Program;

/// What a day writes to the disk of a gateway and of a hub: nine hours of work, in which each sensor changes every other minute, and a night.
final class WearBench {
    private static final int WORKING_HOURS = 9;
    private static final int NIGHT_HOURS = 15;
    private static final int CHANGES_PER_SENSOR_AND_HOUR = 30;
    private static final List<LoadedSite> SITES =
            List.of(new LoadedSite("alfa", 6, 10, 60), new LoadedSite("bravo", 6, 10, 60), new LoadedSite("carla", 6, 10, 60));
    /// The measured gateway is a program of its own, at a fourth site.
    private static final LoadedSite OWN = new LoadedSite("own", 1, 32, 32);

    private final Duration measured = Duration.ofSeconds(Sizes.of("wear", 240));

    @TempDir
    Path folder;

    @Test
    void aDayOnDisk() throws IOException, InterruptedException {
        LoadedSite.write(SITES, folder);
        try (Report report = new Report("wear");
                Line line = Line.startWith(folder, OWN.yaml(), List.of());
                Program gateway = line.gateway("own-1", OWN.gatewayYaml(1, line.brokerUrl()), List.of())) {
            gateway.tell("%s false".formatted(OWN.sensor(1, 1)));
            line.web().await("/api/v1/sites/own/sequence-ledger", ledger -> ledger.at("/gateways/0/logs/0/received").asLong() == 1, Duration.ofMinutes(1));
            Written night = written(line, gateway, 0);
            Written work = written(line, gateway, CHANGES_PER_SENSOR_AND_HOUR);
            report.figure("gateway of 32 sensors, a night hour", night.gateway(), "MB");
            report.figure("gateway of 32 sensors, a working hour", work.gateway(), "MB");
            report.figure("gateway of 32 sensors, a day", day(night.gateway(), work.gateway()), "MB", "<= 10");
            report.figure("hub with three sites, embedded history, a night hour", night.hub(), "MB");
            report.figure("hub with three sites, embedded history, a working hour", work.hub(), "MB");
            report.figure("hub with three sites, embedded history, a day", day(night.hub(), work.hub()), "MB", "<= 500");
        }
    }

    /// Megabytes in an hour.
    private record Written(double gateway, double hub) {}

    private static double day(double night, double work) {
        return NIGHT_HOURS * night + WORKING_HOURS * work;
    }

    private Written written(Line line, Program gateway, int changesPerSensorAndHour) throws IOException, InterruptedException {
        List<LiveGateways> live = new ArrayList<>();
        for (LoadedSite site : SITES) {
            live.add(LiveGateways.start(site, line.brokerUrl(), 1, changesPerSensorAndHour * site.gateways() * site.sensors() / 60));
        }
        ProcessFigures ofGateway = new ProcessFigures(gateway.pid());
        ProcessFigures ofHub = new ProcessFigures(line.hub().pid());
        Thread.sleep(Duration.ofSeconds(5));
        long gatewayBefore = ofGateway.writtenBytes();
        long hubBefore = ofHub.writtenBytes();
        long end = System.nanoTime() + measured.toNanos();
        for (int i = 0; System.nanoTime() < end; i++) {
            Thread.sleep(changesPerSensorAndHour == 0 ? measured : Duration.ofHours(1).dividedBy((long) changesPerSensorAndHour * OWN.sensors()));
            if (changesPerSensorAndHour > 0) {
                gateway.tell("%s %b".formatted(OWN.sensor(1, i % OWN.sensors() + 1), i / OWN.sensors() % 2 == 0));
            }
        }
        double hours = measured.toSeconds() / 3_600.0;
        Written written = new Written((ofGateway.writtenBytes() - gatewayBefore) / 1e6 / hours, (ofHub.writtenBytes() - hubBefore) / 1e6 / hours);
        for (LiveGateways each : live) {
            each.close();
        }
        return written;
    }
}
