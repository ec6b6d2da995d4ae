package org.terzo.hub.ingest.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Lets everybody in and grants no subscription.
final class RefusingBroker implements AutoCloseable {
    private static final int CONNECT = 1;
    private static final int SUBSCRIBE = 8;

    private final ServerSocket server;

    RefusingBroker(int port) throws IOException {
        server = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException gone) {
                Thread.onSpinWait();
            }
        }
    }

    private static void answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        for (int type = in.read(); type >= 0; type = in.read()) {
            byte[] body = in.readNBytes(length(in));
            switch (type >> 4) {
                case CONNECT -> socket.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
                case SUBSCRIBE -> socket.getOutputStream().write(new byte[] {(byte) 0x90, 4, body[0], body[1], 0, (byte) 0x87});
                default -> {}
            }
        }
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.read();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while ((digit & 0x80) != 0);
        return length;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
