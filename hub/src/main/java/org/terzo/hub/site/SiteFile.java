package org.terzo.hub.site;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// A site file (run.md section 4): read whole, with every mistake in it.
public final class SiteFile {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_ALIASES = 0;
    private static final int LONGEST_VALUE = 80;

    private SiteFile() {}

    public sealed interface Result {
        record Read(Site site) implements Result {}

        record Refused(List<Mistake> mistakes) implements Result {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /// @param line 1 is the first
    public record Mistake(int line, String place, String value, String expected) {
        public String text(String file) {
            return "%s:%s: %s: '%s', expected %s".formatted(file, Integer.toString(line), onOneLine(place), onOneLine(value), expected);
        }

        private static String onOneLine(String text) {
            String line = text.replaceAll("\\p{Cntrl}+", " ");
            return line.length() > LONGEST_VALUE ? line.substring(0, LONGEST_VALUE) + "…" : line;
        }
    }

    /// What is wrong with a file, a line each; empty when nothing is.
    public static List<String> check(Path file) {
        try {
            String name = String.valueOf(file.getFileName());
            return switch (read(file)) {
                case Result.Read _ -> List.of();
                case Result.Refused(List<Mistake> mistakes) -> mistakes.stream().map(mistake -> mistake.text(name)).toList();
            };
        } catch (IOException e) {
            return List.of("%s: cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    public static Result read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            return refused(new Mistake(1, "file", Files.size(file) + " bytes", "at most " + MOST_BYTES));
        }
        try {
            return read(Files.readString(file));
        } catch (CharacterCodingException e) {
            return refused(new Mistake(1, "file", "bytes that are no UTF-8", "UTF-8"));
        }
    }

    public static Result read(String yaml) {
        if (yaml.length() > MOST_BYTES) {
            return refused(new Mistake(1, "file", yaml.length() + " characters", "at most " + MOST_BYTES));
        }
        Optional<Node> root;
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(MOST_ALIASES);
            options.setNestingDepthLimit(10);
            @Nullable Node composed = new Yaml(new SafeConstructor(options)).compose(new StringReader(yaml));
            root = Optional.ofNullable(composed);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            return refused(new Mistake(line, "file", String.valueOf(e.getProblem()), "YAML"));
        } catch (YAMLException e) {
            return refused(new Mistake(1, "file", String.valueOf(e.getMessage()), "YAML"));
        }
        if (root.isEmpty() || !(root.get() instanceof MappingNode)) {
            return refused(new Mistake(1, "file", root.map(Members::text).orElse("nothing"), "the members of a site"));
        }
        List<Mistake> mistakes = new ArrayList<>();
        Site site = new SiteReader(mistakes).site(root.get());
        mistakes.sort(Comparator.comparingInt(Mistake::line));
        return mistakes.isEmpty() ? new Result.Read(site) : new Result.Refused(mistakes);
    }

    private static Result refused(Mistake mistake) {
        return new Result.Refused(List.of(mistake));
    }
}
