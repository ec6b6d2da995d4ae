package org.terzo.hub.chaos.verdict;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.e2e.Program;

/// What happened in a run: printed as it comes, and kept as `target/chaos/NAME.txt` and `NAME.json`.
public final class RunReport {
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<Map<String, Object>> faults = new ArrayList<>();

    public RunReport(String name) {
        this.name = name;
        fact("run", name);
        fact("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        fact("machine", "%s cores, java %s, %s".formatted(Runtime.getRuntime().availableProcessors(), Runtime.version(), System.getProperty("os.version")));
    }

    public void fact(String what, Object value) {
        facts.put(what, value);
        say("%s: %s".formatted(what, value));
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    /// One fault.
    ///
    /// @param note what else there is to say of it
    /// @param others how many were done to others at the same time
    /// @param recovered how long it took until all was well again; empty when it was not
    public record Suffered(int number, String fault, Instant at, String note, int others, Optional<Duration> recovered, String ledger) {
        private String text() {
            return "%3d  %s  %-56s %s%s%s  [%s]".formatted(
                    number, at, fault, others > 0 ? "with %s others, ".formatted(Integer.toString(others)) : "",
                    recovered.map(each -> "well after " + seconds(each)).orElse("NOT WELL after minutes"), note.isEmpty() ? "" : "; " + note, ledger);
        }
    }

    public void fault(Suffered suffered) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("number", suffered.number());
        fault.put("fault", suffered.fault());
        fault.put("at", suffered.at().toString());
        fault.put("note", suffered.note());
        fault.put("others_at_once", suffered.others());
        fault.put("recovery_s", suffered.recovered().map(each -> each.toMillis() / 1_000.0).orElse(-1.0));
        fault.put("ledger", suffered.ledger());
        faults.add(fault);
        say(suffered.text());
    }

    public void say(String line) {
        lines.add(line);
        System.out.println(line);
    }

    public void write() throws IOException {
        Path folder = Files.createDirectories(Program.root().resolve("hub/target/chaos"));
        Files.write(folder.resolve(name + ".txt"), lines);
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put("faults", faults);
        Files.writeString(folder.resolve(name + ".json"), new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
}
