package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.e2e.Program;

/// The figures of one measure: printed as they come, and kept as `target/bench/NAME.txt` and `NAME.json`.
final class Report implements AutoCloseable {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Report(String name) throws IOException {
        this.name = name;
        facts.put("measure", name);
        facts.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("memory_mib", memoryMib());
        facts.put("java", Runtime.version().toString());
        facts.put("load_before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say("%s: %s".formatted(name, facts));
    }

    private static long memoryMib() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                        .filter(line -> line.startsWith("MemTotal:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    void figure(String what, double value, String unit) {
        figures.put(what, Map.of("value", value, "unit", unit));
        say(String.format(Locale.ROOT, "  %-58s %12s %s", what, text(value), unit));
    }

    /// @param aim what the figure should reach, in words
    void figure(String what, double value, String unit, String aim) {
        figures.put(what, Map.of("value", value, "unit", unit, "aim", aim));
        say(String.format(Locale.ROOT, "  %-58s %12s %-8s (aim %s)", what, text(value), unit, aim));
    }

    void lags(String what, Lags lags, Optional<String> aim) {
        for (int percent : List.of(50, 95, 99)) {
            figure("%s p%d".formatted(what, percent), lags.quantile(percent / 100.0), "ms");
        }
        figure(what + " greatest", lags.greatest(), "ms");
        figure(what + " samples", lags.count(), "");
        aim.ifPresent(each -> note("%s: aim %s".formatted(what, each)));
    }

    void note(String sentence) {
        notes.add(sentence);
        say("  " + sentence);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 || value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }

    private void say(String line) {
        lines.add(line);
        System.out.println(line);
    }

    @Override
    public void close() throws IOException {
        Path folder = Files.createDirectories(Program.root().resolve("hub/target/bench"));
        Files.write(folder.resolve(name + ".txt"), lines);
        facts.put("figures", figures);
        facts.put("notes", notes);
        Files.writeString(folder.resolve(name + ".json"), new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(facts));
    }
}
