package org.terzo.hub.chaos.proxy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Supplier;

/// One connection through a proxy: two sockets and a pump for each direction.
final class Link {
    private static final int BUFFER = 4_096;
    private static final int SLICES_A_SECOND = 20;

    private final FaultProxy proxy;
    private final Socket caller;
    private final Socket target;
    private volatile boolean isGhost;
    private volatile boolean isClosed;

    Link(FaultProxy proxy, Socket caller, Socket target) {
        this.proxy = proxy;
        this.caller = caller;
        this.target = target;
    }

    void start() throws IOException {
        caller.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(caller, target, proxy::out));
        Thread.ofVirtual().start(() -> pump(target, caller, proxy::in));
    }

    /// Both ends are told at once, as if a router had forgotten the connection.
    void reset() {
        isClosed = true;
        proxy.gone(this);
        reset(caller);
        reset(target);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // its other end was faster
            return;
        }
    }

    private void pump(Socket from, Socket to, Supplier<Flow> weather) {
        byte[] buffer = new byte[BUFFER];
        long sinceBroken = 0;
        try {
            for (int length = from.getInputStream().read(buffer); length >= 0; length = from.getInputStream().read(buffer)) {
                sinceBroken = weather.get() instanceof Flow.BrokenAfter ? sinceBroken + length : 0;
                pass(buffer, length, sinceBroken, to.getOutputStream(), weather);
            }
            end();
        } catch (IOException gone) {
            end();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// A dead connection tells neither end that the other has left.
    private void end() {
        if (!isGhost) {
            reset();
        }
    }

    private void pass(byte[] buffer, int length, long sinceBroken, OutputStream to, Supplier<Flow> weather) throws IOException, InterruptedException {
        while (weather.get() instanceof Flow.Stalled && !isClosed) {
            Thread.sleep(20);
        }
        switch (weather.get()) {
            case Flow.Open() -> write(buffer, 0, length, to);
            case Flow.Stalled() -> write(buffer, 0, length, to);
            case Flow.Swallowed() -> isGhost = true;
            case Flow.Slow(int bytesASecond) -> slowly(buffer, length, Math.max(1, bytesASecond / SLICES_A_SECOND), to);
            case Flow.BrokenAfter(int bytes) -> {
                boolean isDue = sinceBroken >= bytes;
                write(buffer, 0, isDue ? length - (int) Math.min(length - 1L, sinceBroken - bytes + 1) : length, to);
                if (isDue) {
                    proxy.broken();
                    reset();
                }
            }
        }
    }

    private void write(byte[] buffer, int from, int length, OutputStream to) throws IOException {
        if (!isGhost) {
            to.write(buffer, from, length);
            to.flush();
        }
    }

    private void slowly(byte[] buffer, int length, int slice, OutputStream to) throws IOException, InterruptedException {
        for (int from = 0; from < length; from += slice) {
            write(buffer, from, Math.min(slice, length - from), to);
            Thread.sleep(1_000 / SLICES_A_SECOND);
        }
    }
}
