package org.terzo.simulator;

import java.util.Optional;
import org.terzo.gateway.GatewayMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts the simulator.
@Command(name = "terzo-simulator", description = "Whole days of a site with their truth, people at simulated gateways, load for brokers and hubs, and the site files that claim it.",
        mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class,
        subcommands = {DayCommand.class, LiveCommand.class, LoadCommand.class, SiteCommand.class})
public final class SimulatorMain implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        CommandLine command = new CommandLine(new SimulatorMain());
        return command
                .setDefaultValueProvider(GatewayMain.environment())
                .setParameterExceptionHandler((mistake, _) -> refuse(mistake))
                .setExecutionExceptionHandler((failure, _, _) -> {
                    System.err.println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    private static int refuse(ParameterException mistake) {
        System.err.println(mistake.getMessage());
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "terzo-simulator: a subcommand is missing: day, live, load or site; see --help");
    }

    /// The version of this program, from its jar's manifest.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String text = Optional.ofNullable(SimulatorMain.class.getPackage().getImplementationVersion()).orElse("development");
            return new String[] {"terzo-simulator " + text};
        }
    }
}
