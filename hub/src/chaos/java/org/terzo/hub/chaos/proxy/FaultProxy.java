package org.terzo.hub.chaos.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network between two programs that can be cut, stalled, slow, half open or reset in the middle of a message, in each direction by itself.
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;
    private volatile Flow out = new Flow.Open();
    private volatile Flow in = new Flow.Open();

    private FaultProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /// @param target the port on this machine that is reached through the proxy
    public static FaultProxy before(int target) throws IOException {
        FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("proxy-" + target).start(proxy::accept);
        return proxy;
    }

    public int port() {
        return door.getLocalPort();
    }

    /// All connections are reset, new ones too.
    public void cut() {
        isCut = true;
        links.forEach(Link::reset);
    }

    /// @param towardsTarget what becomes of what is sent to the target
    /// @param back what becomes of its answers
    public void flow(Flow towardsTarget, Flow back) {
        out = towardsTarget;
        in = back;
    }

    /// Whatever comes from now on passes; a connection whose bytes vanished stays dead.
    public void heal() {
        isCut = false;
        flow(new Flow.Open(), new Flow.Open());
    }

    Flow out() {
        return out;
    }

    Flow in() {
        return in;
    }

    /// A reset comes once.
    void broken() {
        out = out instanceof Flow.BrokenAfter ? new Flow.Open() : out;
        in = in instanceof Flow.BrokenAfter ? new Flow.Open() : in;
    }

    void gone(Link link) {
        links.remove(link);
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = door.accept();
                if (isCut) {
                    Link.reset(caller);
                } else {
                    open(caller);
                }
            }
        } catch (IOException closed) {
            links.forEach(Link::reset);
        }
    }

    private void open(Socket caller) {
        try {
            Link link = new Link(this, caller, new Socket(InetAddress.getLoopbackAddress(), target));
            links.add(link);
            link.start();
        } catch (IOException nobodyThere) {
            Link.reset(caller);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        links.forEach(Link::reset);
    }
}
