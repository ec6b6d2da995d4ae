package org.terzo.hub.e2e;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A connection to a broker that speaks just enough MQTT 3.1.1 to be cheap beside what is measured: publish and subscribe with QoS 1.
///
/// At most 1,000 publications are unacknowledged; the publisher waits then.
public final class MqttSocket implements AutoCloseable {
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final int MOST_IDS = 60_000;
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 2;
    private static final int PUBLISH = 3;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PUBACK = 4;
    private static final int SUBSCRIBE = 0x82;
    private static final int SUBACK = 9;
    private static final int RETAIN = 1;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Receiver receiver;
    private final Semaphore permits = new Semaphore(MOST_IN_FLIGHT);
    private final CountDownLatch connected = new CountDownLatch(1);
    private final Semaphore subscribed = new Semaphore(0);
    private int lastId;

    /// Gets each message on the connection's own thread.
    public interface Receiver {
        void receive(String topic, byte[] payload);
    }

    private MqttSocket(Socket socket, Receiver receiver) throws IOException {
        this.socket = socket;
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        this.receiver = receiver;
    }

    /// @param url `mqtt://host:port`, on this machine
    public static MqttSocket connect(String url, String clientId, Receiver receiver) throws IOException, InterruptedException {
        int port = Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        MqttSocket mqtt = new MqttSocket(socket, receiver);
        Thread.ofPlatform().daemon().name("mqtt-" + clientId).start(mqtt::read);
        mqtt.hello(clientId);
        if (!mqtt.connected.await(10, TimeUnit.SECONDS)) {
            throw new IOException("%s: no answer to %s".formatted(url, clientId));
        }
        return mqtt;
    }

    private synchronized void hello(String clientId) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        data.writeUTF("MQTT");
        data.writeByte(4);
        data.writeByte(2);
        data.writeShort(0);
        data.writeUTF(clientId);
        write(CONNECT, body.toByteArray());
        out.flush();
    }

    public void subscribe(String filter) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(body);
        synchronized (this) {
            data.writeShort(nextId());
            data.writeUTF(filter);
            data.writeByte(1);
            write(SUBSCRIBE, body.toByteArray());
            out.flush();
        }
        if (!subscribed.tryAcquire(10, TimeUnit.SECONDS)) {
            throw new IOException("%s: the broker does not confirm".formatted(filter));
        }
    }

    /// Leaves at once.
    public void publish(String topic, byte[] payload, boolean retained) throws IOException, InterruptedException {
        enqueue(topic, payload, retained);
        flush();
    }

    /// Leaves when the buffer is full or flushed.
    public void enqueue(String topic, byte[] payload, boolean retained) throws IOException, InterruptedException {
        if (!permits.tryAcquire()) {
            flush();
            if (!permits.tryAcquire(30, TimeUnit.SECONDS)) {
                throw new IOException("%s: the broker acknowledges nothing".formatted(topic));
            }
        }
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            head(retained ? PUBLISH_QOS_1 | RETAIN : PUBLISH_QOS_1, 2 + name.length + 2 + payload.length);
            out.writeShort(name.length);
            out.write(name);
            out.writeShort(nextId());
            out.write(payload);
        }
    }

    public synchronized void flush() throws IOException {
        out.flush();
    }

    /// Returns when the broker has acknowledged everything.
    public void settle() throws IOException, InterruptedException {
        flush();
        permits.acquire(MOST_IN_FLIGHT);
        permits.release(MOST_IN_FLIGHT);
    }

    private int nextId() {
        lastId = lastId % MOST_IDS + 1;
        return lastId;
    }

    private void write(int type, byte[] body) throws IOException {
        head(type, body.length);
        out.write(body);
    }

    private void head(int type, int length) throws IOException {
        out.writeByte(type);
        int left = length;
        while (left > 0x7f) {
            out.writeByte((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.writeByte(left);
    }

    private void read() {
        try {
            while (true) {
                int first = in.readUnsignedByte();
                byte[] body = in.readNBytes(length());
                take(first, body);
            }
        } catch (SocketException closed) {
            if (!socket.isClosed()) {
                System.err.println("the broker hung up: " + closed.getMessage());
            }
        } catch (IOException ended) {
            System.err.println("the broker hung up: " + ended);
        }
    }

    private int length() throws IOException {
        int length = 0;
        int shift = 0;
        while (true) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
            if ((digit & 0x80) == 0) {
                return length;
            }
        }
    }

    private void take(int first, byte[] body) throws IOException {
        switch (first >> 4) {
            case CONNACK -> connected.countDown();
            case PUBACK -> permits.release();
            case SUBACK -> subscribed.release();
            case PUBLISH -> message((first >> 1 & 3) > 0, body);
            default -> throw new IOException("packet type %d was not expected".formatted(first >> 4));
        }
    }

    private void message(boolean hasId, byte[] body) throws IOException {
        int name = ((body[0] & 0xff) << 8) | (body[1] & 0xff);
        int start = 2 + name + (hasId ? 2 : 0);
        byte[] payload = new byte[body.length - start];
        System.arraycopy(body, start, payload, 0, payload.length);
        receiver.receive(new String(body, 2, name, StandardCharsets.UTF_8), payload);
        if (hasId) {
            synchronized (this) {
                head(PUBACK << 4, 2);
                out.write(body, 2 + name, 2);
                out.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
