package org.terzo.gateway;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.clock.BoardClock;
import org.terzo.gateway.clock.FeignedClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Option;

/// The program `terzo-gateway`.
@Command(
        name = "terzo-gateway",
        description = "Reads the sensors of one Raspberry Pi and carries what they observe to the hub.",
        footer = "Every option is also an environment variable: --log-format is TERZO_LOG_FORMAT.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class GatewayMain implements Callable<Integer> {
    static final int BAD_CONFIGURATION = 78;
    private static final int CANNOT_START = 1;
    private static final int BAD_USAGE = 64;
    static final int TO_BE_STARTED_AGAIN = 75;
    private static final Duration ANSWER_LEAVES = Duration.ofSeconds(1);

    /// How log lines look.
    enum LogFormat {
        text,
        json
    }

    @Option(names = "--config", paramLabel = "FILE", description = "The gateway file.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--check", description = "Reads and validates everything, lists every mistake, starts nothing.")
    private boolean check;

    @Option(names = "--exit-at-end", description = "With recorded inputs: ends once the hub has given a receipt for everything.")
    private boolean exitAtEnd;

    @Option(
            names = "--clock",
            paramLabel = "FILE",
            description = "For tests, not with pi4j inputs: how wrong the clock is, and whether anything has set it; read again and again.")
    private Optional<Path> clock = Optional.empty();

    @Option(names = "--log-format", paramLabel = "FORMAT", description = "text or json, on standard error.")
    private LogFormat logFormat = LogFormat.text;

    private final PrintStream errors;

    GatewayMain(PrintStream errors) {
        this.errors = errors;
    }

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(new LoudBugs(Runtime.getRuntime()::halt));
        try {
            System.exit(run(arguments, System.err));
        } catch (LinkageError | OutOfMemoryError | StackOverflowError broken) {
            System.err.println("terzo-gateway: cannot go on: " + broken);
            System.exit(CANNOT_START); // threads of libraries would keep the program alive
        }
    }

    /// The exit code.
    static int run(String[] arguments, PrintStream errors) {
        CommandLine command = new CommandLine(new GatewayMain(errors));
        command.getCommandSpec().version("terzo-gateway " + Version.TEXT);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setDefaultValueProvider(environment());
        command.setParameterExceptionHandler((wrong, _) -> {
            errors.println("terzo-gateway: " + wrong.getMessage());
            return BAD_USAGE;
        });
        command.setExecutionExceptionHandler((failed, _, _) -> {
            errors.println("terzo-gateway: " + failed);
            return CANNOT_START;
        });
        return command.execute(arguments);
    }

    /// Each option that is not given is looked for there: `--log-format` as `TERZO_LOG_FORMAT`.
    public static IDefaultValueProvider environment() {
        return argument -> argument instanceof CommandLine.Model.OptionSpec option
                ? System.getenv("TERZO_" + option.longestName().replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT))
                : null;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (logFormat == LogFormat.json) {
            System.setProperty("logback.configurationFile", "logback-json.xml");
        }
        if (config.isEmpty()) {
            errors.println("terzo-gateway: --config FILE is missing");
            return BAD_USAGE;
        }
        Optional<GatewayConfig> read = GatewayConfig.read(config.get(), errors::println);
        if (read.isEmpty()) {
            return BAD_CONFIGURATION;
        }
        if (exitAtEnd && !(read.get().inputs() instanceof GatewayConfig.Inputs.Recorded)) {
            errors.println("terzo-gateway: --exit-at-end is for recorded inputs: others have no end");
            return BAD_USAGE;
        }
        if (clock.isPresent() && read.get().inputs() instanceof GatewayConfig.Inputs.Pi4j) {
            errors.println("terzo-gateway: --clock is for recorded and simulated inputs: a board has its own");
            return BAD_USAGE;
        }
        return check ? 0 : live(read.get());
    }

    private BoardClock board() throws IOException {
        return clock.isPresent()
                ? FeignedClock.read(clock.get(), Clock.systemUTC(), Gateway.TICKER).board()
                : BoardClock.ofThisBoard(Clock.systemUTC());
    }

    private int live(GatewayConfig gateway) throws InterruptedException {
        try (Gateway running = Gateway.start(gateway, System.in, board())) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "goodbye"));
            LoggerFactory.getLogger(GatewayMain.class).info("{}/{}: started, version {}", gateway.site(), gateway.gateway(), Version.TEXT);
            if (exitAtEnd) {
                running.awaitSettled();
                return 0;
            }
            running.restartAsked().join();
            Thread.sleep(ANSWER_LEAVES);
            return TO_BE_STARTED_AGAIN;
        } catch (IOException failed) {
            Mistakes.reason(failed).lines().forEach(line -> errors.println("terzo-gateway: " + line));
            return CANNOT_START;
        }
    }
}
