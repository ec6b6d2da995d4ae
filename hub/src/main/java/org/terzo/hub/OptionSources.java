package org.terzo.hub;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where an option comes from when it is not on the command line: the environment (`--http-port` is `TERZO_HTTP_PORT`), then the file
/// that `--config` names: YAML with the long names as members.
final class OptionSources implements IDefaultValueProvider {
    private static final String CONFIG = "--config";
    private static final Pattern ABOUT_AN_OPTION = Pattern.compile("--([a-z-]+)(.*)", Pattern.DOTALL);

    static final OptionSources NONE = new OptionSources(List.of(), Map.of(), Map.of());

    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Map<String, Stated> file;

    private OptionSources(List<String> arguments, Map<String, String> environment, Map<String, Stated> file) {
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
    }

    /// A member of the file.
    ///
    /// @param place as `hub.yaml:3`
    private record Stated(String value, String place) {}

    /// picocli asks for defaults before it has read the command line, so the file is looked for here.
    static OptionSources of(List<String> arguments, Map<String, String> environment) throws IOException {
        Optional<Path> config = configFile(arguments).or(() -> Optional.ofNullable(environment.get("TERZO_CONFIG"))).map(Path::of);
        return new OptionSources(arguments, environment, config.isPresent() ? read(config.get()) : Map.of());
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        String name = option.longestName().substring(2);
        String fromEnvironment = environment.get(variable(name));
        return fromEnvironment != null ? fromEnvironment : Optional.ofNullable(file.get(name)).map(Stated::value).orElse(null);
    }

    /// Members of the file that are no option.
    List<String> strangers(Set<String> known) {
        List<String> strangers = new ArrayList<>();
        file.forEach((name, stated) -> {
            if (!known.contains("--" + name)) {
                strangers.add("%s: %s: no option of this name".formatted(stated.place(), name));
            }
        });
        return strangers;
    }

    /// Says a mistake about `--option` of the place where that option was given.
    String placed(String mistake) {
        Matcher about = ABOUT_AN_OPTION.matcher(mistake);
        if (!about.matches() || isOnCommandLine("--" + about.group(1))) {
            return mistake;
        }
        String name = about.group(1);
        if (environment.containsKey(variable(name))) {
            return variable(name) + about.group(2);
        }
        return Optional.ofNullable(file.get(name)).map(stated -> stated.place() + ": " + name + about.group(2)).orElse(mistake);
    }

    private boolean isOnCommandLine(String option) {
        return arguments.stream().anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
    }

    private static String variable(String name) {
        return "TERZO_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Optional<String> configFile(List<String> arguments) {
        int at = arguments.indexOf(CONFIG);
        if (at >= 0 && at + 1 < arguments.size()) {
            return Optional.of(arguments.get(at + 1));
        }
        return arguments.stream().filter(a -> a.startsWith(CONFIG + "=")).map(a -> a.substring(CONFIG.length() + 1)).findFirst();
    }

    private static Map<String, Stated> read(Path config) throws IOException {
        try {
            @Nullable Node tree = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(Files.readString(config)));
            Map<String, Stated> members = new HashMap<>();
            if (tree instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> members.put(text(tuple.getKeyNode()), stated(config, tuple)));
            } else if (tree != null) {
                throw new IOException("%s: options with their values are expected".formatted(config));
            }
            return members;
        } catch (YAMLException e) {
            throw new IOException("%s: is no YAML: %s".formatted(config, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")), e);
        }
    }

    private static Stated stated(Path config, NodeTuple member) {
        return new Stated(text(member.getValueNode()), "%s:%d".formatted(config, member.getKeyNode().getStartMark().getLine() + 1));
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : node.getNodeId().name();
    }
}
