package org.terzo.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/// One connection of a load: just enough MQTT 5 to publish at QoS 1 and to hear receipts. A full client takes ten times
/// the processor time for a message, and the load would measure itself.
final class MqttLine implements AutoCloseable {
    private static final int REFUSED = 0x80;
    private static final int MOST_IN_FLIGHT = 100;
    private static final int MOST_IDS = 65_535;
    private static final int BUFFER = 64 * 1024;
    private static final int PATIENCE_MS = 10_000;

    /// What the broker says on a line; called from the line's own thread.
    interface Listener {
        void heard(String topic, byte[] payload);

        void acknowledged(boolean accepted);
    }

    private final String name;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Listener listener;
    private final Semaphore permits;
    private final BitSet counted = new BitSet(MOST_IDS + 1);
    private volatile String ended = "";
    private int lastId;

    private MqttLine(String name, Socket socket, DataInputStream in, OutputStream out, int mostInFlight, Listener listener) {
        this.name = name;
        this.socket = socket;
        this.in = in;
        this.out = out;
        this.listener = listener;
        this.permits = new Semaphore(Math.min(mostInFlight, MOST_IN_FLIGHT));
    }

    /// Connects, subscribes and begins to listen.
    static MqttLine open(URI url, String client, List<String> topics, Listener listener) throws CommandFailure {
        String name = url + ": " + client;
        try {
            Socket socket = socket(url);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
            out.write(Packets.connect(client));
            out.flush();
            in.readUnsignedByte();
            DataInputStream connected = body(in);
            connected.readUnsignedByte();
            refuse(connected.readUnsignedByte(), name + ": the broker refuses the connection");
            MqttLine line = new MqttLine(name, socket, in, out, Packets.receiveMaximum(connected), listener);
            line.subscribe(topics);
            socket.setSoTimeout(0);
            Thread.ofPlatform().daemon().name(client).start(line::listen);
            return line;
        } catch (IOException failed) {
            throw new CommandFailure("%s: cannot connect: %s".formatted(name, failed.getMessage()), failed);
        }
    }

    private static Socket socket(URI url) throws IOException {
        boolean encrypted = "mqtts".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : encrypted ? 8883 : 1883;
        Socket socket = encrypted ? SSLSocketFactory.getDefault().createSocket() : new Socket();
        socket.connect(new InetSocketAddress(url.getHost(), port), PATIENCE_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private void subscribe(List<String> topics) throws IOException, CommandFailure {
        out.write(Packets.subscribe(1, topics));
        out.flush();
        int head = in.readUnsignedByte();
        DataInputStream granted = body(in);
        while (head >> 4 != Packets.SUBACK) { // what is retained may come before
            take(head, granted);
            head = in.readUnsignedByte();
            granted = body(in);
        }
        granted.skipNBytes(2);
        granted.skipNBytes(Packets.length(granted));
        while (granted.available() > 0) {
            refuse(granted.readUnsignedByte(), name + ": the broker refuses the subscription");
        }
    }

    private static DataInputStream body(DataInputStream in) throws IOException {
        return new DataInputStream(new ByteArrayInputStream(in.readNBytes(Packets.length(in))));
    }

    private static void refuse(int code, String what) throws CommandFailure {
        if (code >= REFUSED) {
            throw new CommandFailure("%s with reason 0x%x".formatted(what, code));
        }
    }

    /// Waits while too many are not acknowledged; leaves with the next `flush`.
    ///
    /// @param isCounted whether the listener is told of its acknowledgement
    void publish(byte[] topic, byte[] payload, boolean retained, boolean isCounted) throws CommandFailure, InterruptedException {
        if (!permits.tryAcquire()) {
            flush();
            if (!permits.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                throw new CommandFailure("%s: no acknowledgement for %s ms".formatted(name, Integer.toString(PATIENCE_MS)));
            }
        }
        try {
            synchronized (out) {
                lastId = lastId % MOST_IDS + 1;
                counted.set(lastId, isCounted);
                out.write(Packets.publish(lastId, topic, retained, payload.length));
                out.write(payload);
            }
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    void flush() throws CommandFailure {
        if (!ended.isEmpty()) {
            throw new CommandFailure("%s: disconnected: %s".formatted(name, ended));
        }
        try {
            synchronized (out) {
                out.flush();
            }
        } catch (IOException failed) {
            throw broken(failed);
        }
    }

    private CommandFailure broken(IOException failed) {
        return new CommandFailure("%s: disconnected: %s".formatted(name, ended.isEmpty() ? failed.getMessage() : ended), failed);
    }

    private void listen() {
        try {
            while (true) {
                int head = in.readUnsignedByte();
                take(head, body(in));
            }
        } catch (IOException gone) {
            ended = ended.isEmpty() ? "connection closed" : ended;
        }
    }

    private void take(int head, DataInputStream packet) throws IOException {
        switch (head >> 4) {
            case Packets.PUBACK -> acknowledged(packet.readUnsignedShort(), packet.available() == 0 || packet.readUnsignedByte() < REFUSED);
            case Packets.PUBLISH -> heard(head, packet);
            case Packets.DISCONNECT -> ended = "by the broker, reason " + (packet.available() > 0 ? packet.readUnsignedByte() : 0);
            default -> {}
        }
    }

    private void acknowledged(int id, boolean accepted) {
        boolean isCounted;
        synchronized (out) {
            isCounted = counted.get(id);
        }
        permits.release();
        if (isCounted) {
            listener.acknowledged(accepted);
        }
    }

    private void heard(int head, DataInputStream packet) throws IOException {
        String topic = Packets.text(packet);
        if ((head & 6) != 0) {
            synchronized (out) {
                out.write(Packets.acknowledge(packet.readUnsignedShort()));
                out.flush();
            }
        }
        packet.skipNBytes(Packets.length(packet));
        listener.heard(topic, packet.readAllBytes());
    }

    @Override
    public void close() {
        try {
            synchronized (out) {
                out.write(Packets.GOODBYE);
                out.flush();
            }
            socket.close();
        } catch (IOException gone) {
            ended = "closed";
        }
    }
}
