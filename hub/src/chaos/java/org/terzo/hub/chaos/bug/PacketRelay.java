package org.terzo.hub.chaos.bug;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stands before a broker and hands each MQTT packet to a tampering.
public final class PacketRelay implements AutoCloseable {
    private final ServerSocket door;
    private final int broker;
    private final Supplier<Tampering> tamperings;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private PacketRelay(ServerSocket door, int broker, Supplier<Tampering> tamperings) {
        this.door = door;
        this.broker = broker;
        this.tamperings = tamperings;
    }

    /// @param tamperings gives the one of each connection
    public static PacketRelay before(int broker, Supplier<Tampering> tamperings) throws IOException {
        PacketRelay relay = new PacketRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), broker, tamperings);
        Thread.ofVirtual().name("relay").start(relay::accept);
        return relay;
    }

    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                connect(door.accept());
            }
        } catch (IOException closed) {
            open.forEach(PacketRelay::end);
        }
    }

    private void connect(Socket caller) {
        try {
            Socket target = new Socket(InetAddress.getLoopbackAddress(), broker);
            open.add(caller);
            open.add(target);
            caller.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            Tampering tampering = tamperings.get();
            Thread.ofVirtual().start(() -> pump(caller, target, tampering::towardsBroker));
            Thread.ofVirtual().start(() -> pump(target, caller, tampering::fromBroker));
        } catch (IOException nobodyThere) {
            end(caller);
        }
    }

    private void pump(Socket from, Socket to, Function<byte[], Tampering.Passed> tamper) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
            while (true) {
                Tampering.Passed passed = tamper.apply(packet(in));
                write(to, passed.onward());
                write(from, passed.back());
            }
        } catch (IOException ended) {
            open.remove(from);
            open.remove(to);
            end(from);
            end(to);
        }
    }

    /// Two pumps write to each socket, whole packets each.
    private static void write(Socket to, byte[] packet) throws IOException {
        if (packet.length > 0) {
            synchronized (to) {
                to.getOutputStream().write(packet);
                to.getOutputStream().flush();
            }
        }
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(in.readUnsignedByte());
        int length = 0;
        int shift = 0;
        int digit = 0x80;
        while ((digit & 0x80) != 0) {
            digit = in.readUnsignedByte();
            packet.write(digit);
            length |= (digit & 0x7f) << shift;
            shift += 7;
        }
        packet.write(in.readNBytes(length));
        return packet.toByteArray();
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is closed, whatever else there is to say
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(PacketRelay::end);
    }
}
