package org.terzo.hub;

import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.runtime.exceptions.ApplicationStartupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.backup.Backup;
import org.terzo.hub.site.SiteRegistry;

/// Brings the hub up, or says in a line each why it cannot.
final class HubStart {
    private HubStart() {}

    /// What became of a start.
    sealed interface Outcome {
        record Up(RunningHub hub) implements Outcome {}

        record Refused(int exitCode, List<String> lines) implements Outcome {
            public Refused {
                lines = List.copyOf(lines);
            }
        }
    }

    /// What can be known without starting anything.
    static List<String> mistakesIn(HubOptions options) {
        List<String> mistakes = new ArrayList<>();
        options.sites().ifPresent(folder -> mistakes.addAll(siteMistakes(folder, options.data().resolve(Backup.REGISTRY))));
        return mistakes;
    }

    /// @param known what this hub has, if it ever ran
    private static List<String> siteMistakes(Path folder, Path known) {
        try {
            Path scratch = Files.createTempDirectory("terzo-check");
            Path registry = scratch.resolve(Backup.REGISTRY);
            try {
                SiteRegistry sites = Files.exists(known) ? SiteRegistry.copyOf(known, registry) : SiteRegistry.open(registry);
                return sites.importFrom(folder);
            } finally {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(scratch.resolve(Backup.REGISTRY + suffix));
                }
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            return List.of("--sites: %s: %s".formatted(folder, e.getMessage()));
        }
    }

    static Outcome start(HubOptions options) {
        FolderLock lock;
        try {
            lock = FolderLock.take(options.data());
        } catch (IOException e) {
            return refused(e);
        }
        Outcome outcome = portRefusal(options).<Outcome>map(HubStart::refused).orElseGet(() -> open(options, lock));
        if (outcome instanceof Outcome.Refused) {
            release(lock);
        }
        return outcome;
    }

    private static Outcome open(HubOptions options, FolderLock lock) {
        try {
            HubStores stores = HubStores.open(options);
            List<String> mistakes = options.sites().isPresent() ? stores.sites().importFrom(options.sites().get()) : List.of();
            if (mistakes.isEmpty()) {
                return serve(options, lock, stores);
            }
            stores.close();
            return new Outcome.Refused(HubMain.BAD_CONFIGURATION, mistakes);
        } catch (IOException e) {
            return refused(e);
        }
    }

    private static Outcome serve(HubOptions options, FolderLock lock, HubStores stores) throws IOException {
        try {
            return new Outcome.Up(RunningHub.serve(options, lock, stores));
        } catch (BeanContextException | ApplicationStartupException e) {
            stores.close();
            return new Outcome.Refused(1, List.of("the hub cannot start: " + rootCause(e)));
        }
    }

    /// A framework wraps what went wrong; the first word on it is the one that helps.
    private static String rootCause(Throwable wrapped) {
        Throwable cause = wrapped;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    }

    private static void release(FolderLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            System.err.println("--data: its lock cannot be released: " + e.getMessage());
        }
    }

    private static Outcome.Refused refused(IOException e) {
        return new Outcome.Refused(1, List.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " ")));
    }

    private static Optional<IOException> portRefusal(HubOptions options) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.httpHost(), options.httpPort()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new IOException(
                    "--http-port: cannot listen on %s:%s: %s".formatted(options.httpHost(), Integer.toString(options.httpPort()), e.getMessage()), e));
        }
    }
}
