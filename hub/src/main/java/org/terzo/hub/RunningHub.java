package org.terzo.hub;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.util.Map;
import org.terzo.hub.access.Sessions;

/// A hub that serves, until it is closed.
final class RunningHub implements AutoCloseable {
    private final HubOptions options;
    private final FolderLock lock;
    private final ApplicationContext context;
    private final EmbeddedServer server;

    private RunningHub(HubOptions options, FolderLock lock, ApplicationContext context) {
        this.options = options;
        this.lock = lock;
        this.context = context;
        this.server = context.getBean(EmbeddedServer.class);
    }

    static RunningHub serve(HubOptions options, FolderLock lock, HubStores stores) {
        ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.host", options.httpHost(),
                        "micronaut.server.port", options.httpPort() == 0 ? -1 : options.httpPort()))
                .singletons(options, stores)
                .banner(false)
                .start();
        RunningHub hub = new RunningHub(options, lock, context);
        hub.server.start();
        return hub;
    }

    ApplicationContext context() {
        return context;
    }

    String address() {
        String host = options.httpHost().contains(":") ? "[" + options.httpHost() + "]" : options.httpHost();
        return "http://%s:%s".formatted(host, Integer.toString(server.getPort()));
    }

    /// An address that signs in once, within half an hour.
    String signInLink() {
        String base = options.publicUrl().map(Object::toString).orElse(address());
        return base.replaceFirst("/+$", "") + "/sign-in/" + context.getBean(Sessions.class).newLink();
    }

    @Override
    public void close() throws IOException {
        context.close();
        lock.close();
    }
}
