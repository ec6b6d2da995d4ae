package org.terzo.hub;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.access.Sessions;
import org.terzo.hub.site.SiteRegistry;

/// Brings the hub up, or says in a line each why it cannot.
public final class HubStart {
    private static final Logger LOG = LoggerFactory.getLogger(HubStart.class);

    private HubStart() {}

    /// Why a start was refused, and the program's exit code.
    record Refusal(int exitCode, List<String> lines) {
        Refusal {
            lines = List.copyOf(lines);
        }
    }

    /// What can be known without starting anything.
    static List<String> mistakesIn(HubOptions options) {
        List<String> mistakes = new ArrayList<>();
        options.sites().ifPresent(folder -> mistakes.addAll(siteMistakes(folder)));
        return mistakes;
    }

    private static List<String> siteMistakes(Path folder) {
        try {
            Path scratch = Files.createTempDirectory("terzo-check");
            Path registry = scratch.resolve("registry.sqlite");
            try {
                return SiteRegistry.open(registry).importFrom(folder);
            } finally {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(scratch.resolve("registry.sqlite" + suffix));
                }
                Files.deleteIfExists(scratch);
            }
        } catch (IOException e) {
            return List.of("--sites: %s: %s".formatted(folder, e.getMessage()));
        }
    }

    /// Empty: the hub runs, and has said where.
    static Optional<Refusal> start(HubOptions options) {
        try {
            Files.createDirectories(options.data());
        } catch (IOException e) {
            return Optional.of(new Refusal(1, List.of("--data: %s cannot be made or written: %s".formatted(options.data(), e.getMessage()))));
        }
        Optional<Refusal> refusal = lock(options.data()).or(() -> portRefusal(options));
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            HubStores stores = HubStores.open(options);
            List<String> mistakes = options.sites().isPresent() ? stores.sites().importFrom(options.sites().get()) : List.of();
            if (!mistakes.isEmpty()) {
                stores.close();
                return Optional.of(new Refusal(HubMain.BAD_CONFIGURATION, mistakes));
            }
            serve(options, stores);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Refusal(1, List.of(String.valueOf(e.getMessage()))));
        }
    }

    private static void serve(HubOptions options, HubStores stores) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.host", options.httpHost(),
                        "micronaut.server.port", options.httpPort() == 0 ? -1 : options.httpPort()))
                .singletons(options, stores)
                .banner(false)
                .start();
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        server.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(context::close));
        String url = options.publicUrl().map(Object::toString).orElseGet(() -> "http://%s:%s".formatted(options.httpHost(), Integer.toString(server.getPort())));
        System.out.println("listening on http://%s:%s".formatted(options.httpHost(), Integer.toString(server.getPort())));
        if (options.adminToken().isEmpty()) {
            System.out.println("sign in once, within 30 minutes: %s/sign-in/%s".formatted(url, context.getBean(Sessions.class).newLink()));
        }
        System.out.flush();
        LOG.info("hub {}: {} sites, data in {}", HubVersion.text(), stores.sites().sites().size(), options.data());
    }

    /// One hub a folder. The lock is held until the process ends.
    private static Optional<Refusal> lock(Path data) {
        try {
            FileChannel channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            return lock == null ? Optional.of(inUse(data)) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return Optional.of(inUse(data));
        } catch (IOException e) {
            return Optional.of(new Refusal(1, List.of("--data: %s cannot be written: %s".formatted(data, e.getMessage()))));
        }
    }

    private static Refusal inUse(Path data) {
        return new Refusal(1, List.of("--data: %s is in use by another hub".formatted(data)));
    }

    private static Optional<Refusal> portRefusal(HubOptions options) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(options.httpHost(), options.httpPort()));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Refusal(
                    1,
                    List.of("--http-port: cannot listen on %s:%s: %s"
                            .formatted(options.httpHost(), Integer.toString(options.httpPort()), e.getMessage()))));
        }
    }
}
