package org.terzo.hub.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the kernel says of one process.
record ProcessFigures(long pid) {
    /// Linux counts processor time in hundredths of a second for programs.
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TIME = 11;

    double residentMib() throws IOException {
        return status("VmRSS:") / 1024.0;
    }

    double mostResidentMib() throws IOException {
        return status("VmHWM:") / 1024.0;
    }

    private long status(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /// What the process has had written to a disk so far, less what was deleted before it got there.
    long writtenBytes() throws IOException {
        List<String> counters = Files.readAllLines(Path.of("/proc/%d/io".formatted(pid)));
        return counter(counters, "write_bytes") - counter(counters, "cancelled_write_bytes");
    }

    private static long counter(List<String> counters, String name) {
        return counters.stream().filter(line -> line.startsWith(name + ":")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
    }

    /// Seconds of processor time so far, in user and system mode.
    double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
        List<String> afterName = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        return (Long.parseLong(afterName.get(USER_TIME)) + Long.parseLong(afterName.get(USER_TIME + 1))) / TICKS_PER_SECOND;
    }
}
