package org.terzo.gateway.uplink;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A way to a broker on which the connections that are open can be made to fail without being closed.
final class Detour implements AutoCloseable {
    private static final int PUBLISH = 3;

    /// What becomes of a connection's bytes.
    enum Way {
        OPEN,
        /// Nothing passes in either direction.
        STALLED,
        /// All passes to the broker, and nothing comes back.
        UNANSWERED,
        /// All passes but what the broker delivers.
        UNDELIVERED
    }

    private final ServerSocket door;
    private final int broker;
    private final List<Passage> passages = new CopyOnWriteArrayList<>();

    Detour(int broker) throws IOException {
        this.broker = broker;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    int connections() {
        return passages.size();
    }

    /// For the connections that are open now; those that are made later are whole.
    void make(Way way) {
        passages.forEach(passage -> passage.way = way);
    }

    /// Closes the connections that are open now.
    void cut() {
        passages.forEach(Passage::close);
    }

    private void accept() {
        try {
            while (true) {
                Passage passage = new Passage(door.accept(), new Socket(InetAddress.getLoopbackAddress(), broker));
                passages.add(passage);
                Thread.ofVirtual().start(passage::outward);
                Thread.ofVirtual().start(passage::inward);
            }
        } catch (IOException closed) {
            passages.forEach(Passage::close);
        }
    }

    private static final class Passage {
        private final Socket client;
        private final Socket broker;
        private volatile Way way = Way.OPEN;

        Passage(Socket client, Socket broker) {
            this.client = client;
            this.broker = broker;
        }

        void outward() {
            try (InputStream from = client.getInputStream()) {
                OutputStream to = broker.getOutputStream();
                byte[] some = new byte[8_192];
                for (int read = from.read(some); read >= 0; read = from.read(some)) {
                    if (way != Way.STALLED) {
                        to.write(some, 0, read);
                    }
                }
            } catch (IOException gone) {
                close();
            }
            close();
        }

        /// Packet by packet.
        void inward() {
            try (DataInputStream from = new DataInputStream(broker.getInputStream())) {
                OutputStream to = client.getOutputStream();
                while (true) {
                    int head = from.readUnsignedByte();
                    ByteArrayOutputStream packet = new ByteArrayOutputStream();
                    packet.write(head);
                    int length = 0;
                    int shift = 0;
                    int digit;
                    do {
                        digit = from.readUnsignedByte();
                        packet.write(digit);
                        length |= (digit & 0x7f) << shift;
                        shift += 7;
                    } while (digit >= 0x80);
                    packet.write(from.readNBytes(length));
                    boolean passes = way == Way.OPEN || (way == Way.UNDELIVERED && head >> 4 != PUBLISH);
                    if (passes) {
                        packet.writeTo(to);
                        to.flush();
                    }
                }
            } catch (IOException gone) {
                close();
            }
        }

        void close() {
            try (client;
                    broker) {
                way = Way.STALLED;
            } catch (IOException already) {
                way = Way.STALLED;
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
