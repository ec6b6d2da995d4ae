package org.terzo.hub;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Starts the hub.
public final class HubMain {
    /// Not an exit code: the hub is up and its threads keep the program alive.
    public static final int RUNNING = -1;

    /// `sysexits.h`: the configuration is wrong.
    static final int BAD_CONFIGURATION = 78;

    private HubMain() {}

    public static void main(String[] arguments) {
        int exit = run(Arrays.asList(arguments), System.getenv());
        if (exit != RUNNING) {
            System.exit(exit);
        }
    }

    public static int run(List<String> arguments, Map<String, String> environment) {
        try {
            OptionSources sources = OptionSources.of(arguments, environment);
            CommandLine line = commandLine(sources);
            List<String> strangers = sources.strangers(line.getCommandSpec().optionsMap().keySet());
            return strangers.isEmpty() ? line.execute(arguments.toArray(String[]::new)) : HubCommand.refuse(strangers);
        } catch (NoSuchFileException e) {
            System.err.println("--config: %s: there is no such file".formatted(e.getFile()));
        } catch (IOException e) {
            System.err.println("--config: " + e.getMessage());
        }
        return BAD_CONFIGURATION;
    }

    static CommandLine commandLine(OptionSources sources) {
        return new CommandLine(new HubCommand(sources))
                .addSubcommand(new CheckSiteCommand())
                .addSubcommand(new BackupCommand())
                .addSubcommand(new RestoreCommand())
                .setDefaultValueProvider(sources)
                .setParameterExceptionHandler((wrong, _) -> {
                    System.err.println(wrong.getMessage() + "; see --help");
                    return BAD_CONFIGURATION;
                })
                .setExitCodeExceptionMapper(_ -> 1);
    }
}
