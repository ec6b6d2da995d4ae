package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Where an option comes from when it is not on the command line: the environment (`--http-port` is `TERZO_HTTP_PORT`), then the file
/// that `--config` names: YAML with the long names as members.
final class OptionSources implements IDefaultValueProvider {
    private static final String CONFIG = "--config";

    private final Map<String, String> environment;
    private final Map<String, String> file;

    private OptionSources(Map<String, String> environment, Map<String, String> file) {
        this.environment = Map.copyOf(environment);
        this.file = Map.copyOf(file);
    }

    /// picocli asks for defaults before it has read the command line, so the file is looked for here.
    static OptionSources of(List<String> arguments, Map<String, String> environment) throws IOException {
        Optional<Path> config = configFile(arguments).or(() -> Optional.ofNullable(environment.get("TERZO_CONFIG"))).map(Path::of);
        return new OptionSources(environment, config.isPresent() ? read(config.get()) : Map.of());
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
            return null;
        }
        String name = option.longestName().substring(2);
        String fromEnvironment = environment.get("TERZO_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment != null ? fromEnvironment : file.get(name);
    }

    private static Optional<String> configFile(List<String> arguments) {
        int at = arguments.indexOf(CONFIG);
        if (at >= 0 && at + 1 < arguments.size()) {
            return Optional.of(arguments.get(at + 1));
        }
        return arguments.stream().filter(a -> a.startsWith(CONFIG + "=")).map(a -> a.substring(CONFIG.length() + 1)).findFirst();
    }

    private static Map<String, String> read(Path config) throws IOException {
        try {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(config));
            Map<String, String> members = new HashMap<>();
            if (tree instanceof Map<?, ?> map) {
                map.forEach((name, value) -> members.put(String.valueOf(name), String.valueOf(value)));
            }
            return members;
        } catch (YAMLException e) {
            throw new IOException("%s: is no YAML: %s".formatted(config, e.getMessage()), e);
        }
    }
}
