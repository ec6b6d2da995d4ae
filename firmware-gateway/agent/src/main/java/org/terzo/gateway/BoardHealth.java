package org.terzo.gateway;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.terzo.wire.GatewayStatus.Health;

/// How the board is, as Linux tells it; what cannot be read is left out.
final class BoardHealth {
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");
    private static final Pattern TEMPERATURE = Pattern.compile("([0-9]+)\\s*");
    private static final double KIB_IN_MIB = 1_024;
    private static final double BYTES_IN_MIB = KIB_IN_MIB * KIB_IN_MIB;
    private static final double MILLI = 1_000;

    private BoardHealth() {}

    static Health read(Path data) {
        return new Health(
                number(Path.of("/sys/class/thermal/thermal_zone0/temp"), TEMPERATURE, MILLI),
                number(Path.of("/proc/self/status"), RESIDENT, KIB_IN_MIB),
                diskFree(data),
                load());
    }

    private static OptionalDouble number(Path file, Pattern pattern, double unit) {
        try {
            Matcher found = pattern.matcher(Files.readString(file));
            return found.find() ? OptionalDouble.of(tenths(Double.parseDouble(found.group(1)) / unit)) : OptionalDouble.empty();
        } catch (IOException absent) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble diskFree(Path data) {
        try {
            return OptionalDouble.of(Math.floor(Files.getFileStore(data).getUsableSpace() / BYTES_IN_MIB));
        } catch (IOException absent) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? OptionalDouble.empty() : OptionalDouble.of(load / Runtime.getRuntime().availableProcessors());
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
