package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command line of the hub.
@Command(name = "terzo-hub", description = "Everything behind the broker: inference, history, live view, dashboard.",
        versionProvider = HubVersion.class, sortOptions = false)
final class HubCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version and exit.")
    boolean version;

    @Option(names = "--check", description = "Read and validate everything, report each mistake, start nothing; exit 0 or 78.")
    boolean check;

    @Option(names = "--config", scope = ScopeType.INHERIT, paramLabel = "FILE", description = "YAML with the long names of these options as members.")
    @Nullable Path config;

    @Option(names = "--data", scope = ScopeType.INHERIT, paramLabel = "DIR", description = "Journal, registry, embedded history; default ./terzo-data.")
    Path data = Path.of("terzo-data");

    @Option(names = "--http-host", paramLabel = "HOST", description = "Default 127.0.0.1.")
    String httpHost = "127.0.0.1";

    @Option(names = "--http-port", paramLabel = "PORT", description = "Default 8080; 0 picks a free one.")
    String httpPort = "8080";

    @Option(names = "--mqtt-url", paramLabel = "URL", description = "embedded (default), mqtt://host:port or mqtts://host:port.")
    String mqttUrl = "embedded";

    @Option(names = "--mqtt-port", paramLabel = "PORT", description = "Port of the embedded broker, default 1883; 0 picks a free one.")
    String mqttPort = "1883";

    @Option(names = "--mqtt-username", paramLabel = "NAME")
    @Nullable String mqttUsername;

    @Option(names = "--mqtt-password-file", paramLabel = "FILE")
    @Nullable Path mqttPasswordFile;

    @Option(names = "--mqtt-ca-file", paramLabel = "FILE")
    @Nullable Path mqttCaFile;

    @Option(names = "--history", paramLabel = "STORE", description = "embedded (default) or influx.")
    String history = "embedded";

    @Option(names = "--influx-url", paramLabel = "URL")
    @Nullable String influxUrl;

    @Option(names = "--influx-org", paramLabel = "ORG")
    String influxOrg = "terzo";

    @Option(names = "--influx-bucket", paramLabel = "BUCKET")
    String influxBucket = "terzo";

    @Option(names = "--influx-token-file", paramLabel = "FILE")
    @Nullable Path influxTokenFile;

    @Option(names = "--influx-version", paramLabel = "N", description = "1 for servers like InfluxDB 1.8, else 2 (default).")
    String influxVersion = "2";

    @Option(names = "--sites", paramLabel = "DIR", description = "Every *.site.yaml in it is imported at start.")
    @Nullable Path sites;

    @Option(names = "--admin-token-file", paramLabel = "FILE", description = "An API token of role admin, at least 32 characters.")
    @Nullable Path adminTokenFile;

    @Option(names = "--retain-observations", paramLabel = "TIME")
    String retainObservations = "30d";

    @Option(names = "--retain-passages", paramLabel = "TIME")
    String retainPassages = "24h";

    @Option(names = "--retain-stays", paramLabel = "TIME")
    String retainStays = "13M";

    @Option(names = "--retain-aggregates", paramLabel = "TIME")
    String retainAggregates = "36M";

    @Option(names = "--public-url", paramLabel = "URL", description = "What links and feeds say.")
    @Nullable String publicUrl;

    @Option(names = "--clock", paramLabel = "FILE", description = "For tests and demonstrations: how wrong the clock is, or how fast; read again and again.")
    @Nullable Path clock;

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "text (default) or json.")
    String logFormat = "text";

    private final OptionSources sources;

    HubCommand(OptionSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        System.setProperty("terzo.log", logFormat.equals("json") ? "json" : "text");
        return switch (HubOptionsReader.read(this)) {
            case HubOptionsReader.Result.Wrong(List<String> mistakes) -> refuse(mistakes.stream().map(sources::placed).toList());
            case HubOptionsReader.Result.Right(HubOptions options) -> check ? checked(options) : start(options);
        };
    }

    private static int checked(HubOptions options) {
        List<String> mistakes = HubStart.mistakesIn(options);
        return mistakes.isEmpty() ? 0 : refuse(mistakes);
    }

    private static int start(HubOptions options) {
        return switch (HubStart.start(options)) {
            case HubStart.Outcome.Refused(int exitCode, List<String> lines) -> {
                lines.forEach(System.err::println);
                yield exitCode;
            }
            case HubStart.Outcome.Up(RunningHub hub) -> running(hub, options);
        };
    }

    private static int running(RunningHub hub, HubOptions options) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(hub)));
        System.out.println("listening on " + hub.address());
        if (options.adminToken().isEmpty()) {
            System.out.println("sign in once, within 30 minutes: " + hub.signInLink());
        }
        System.out.flush();
        LoggerFactory.getLogger(HubCommand.class).info("hub {}: data in {}", HubVersion.text(), options.data());
        return HubMain.RUNNING;
    }

    private static void stop(RunningHub hub) {
        try {
            hub.close();
        } catch (IOException e) {
            System.err.println("--data: its lock cannot be released: " + e.getMessage());
        }
    }

    static int refuse(List<String> mistakes) {
        mistakes.forEach(System.err::println);
        return HubMain.BAD_CONFIGURATION;
    }
}
