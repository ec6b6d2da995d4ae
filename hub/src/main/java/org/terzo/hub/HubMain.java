package org.terzo.hub;

import java.io.IOException;
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
            return new CommandLine(new HubCommand())
                    .addSubcommand(new CheckSiteCommand())
                    .setDefaultValueProvider(OptionSources.of(arguments, environment))
                    .setExitCodeExceptionMapper(_ -> 1)
                    .execute(arguments.toArray(String[]::new));
        } catch (IOException e) {
            System.err.println("--config: " + e.getMessage());
            return BAD_CONFIGURATION;
        }
    }
}
