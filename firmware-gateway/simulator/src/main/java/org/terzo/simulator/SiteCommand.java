package org.terzo.simulator;

import java.util.concurrent.Callable;
import org.terzo.wire.SiteId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Prints the site file that makes a hub accept a load.
@Command(name = "site", mixinStandardHelpOptions = true, versionProvider = SimulatorMain.Version.class, sortOptions = false,
        description = "Prints a *.site.yaml that claims the gateways and sensors of a load.")
final class SiteCommand implements Callable<Integer> {
    private static final int MOST = 5_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--site", paramLabel = "ID", defaultValue = "load", description = "Default ${DEFAULT-VALUE}.")
    private String site = "load";

    @Option(names = "--gateways", paramLabel = "N", defaultValue = "200", description = "Default ${DEFAULT-VALUE}.")
    private int gateways;

    @Option(names = "--sensors", paramLabel = "N", defaultValue = "10", description = "Sensors per gateway, default ${DEFAULT-VALUE}.")
    private int sensors;

    @Option(names = "--desks", paramLabel = "N", defaultValue = "60",
            description = "The first so many sensors watch a desk each, default ${DEFAULT-VALUE}.")
    private int desks;

    @Override
    public Integer call() {
        SiteId id = SiteId.parse(site).orElseThrow(() -> mistake("--site: '%s' is no id".formatted(site)));
        if (gateways < 1 || sensors < 1 || (long) gateways * sensors > MOST) {
            throw mistake("--gateways %s, --sensors %s: 1 to %s sensors in all".formatted(gateways, sensors, MOST));
        }
        if (desks < 1 || desks > gateways * sensors) {
            throw mistake("--desks: %s is outside 1..%s, the sensors there are".formatted(desks, gateways * sensors));
        }
        System.out.print(new LoadSite(id, gateways, sensors, desks).text());
        System.out.flush();
        return 0;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
