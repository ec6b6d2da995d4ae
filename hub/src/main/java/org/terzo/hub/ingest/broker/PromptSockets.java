package org.terzo.hub.ingest.broker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Makes sockets that send at once. Otherwise a second small packet waits, up to 40 ms, for the other side to acknowledge the first.
final class PromptSockets extends SocketFactory {
    static SocketFactory towards(BrokerConnection.Address address) throws IOException {
        if (!address.url().startsWith("mqtts:")) {
            return new PromptSockets();
        }
        return new Secure(
                address.caFile().isPresent()
                        ? CaFile.socketFactory(address.caFile().get())
                        : (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    @Override
    public Socket createSocket() throws IOException {
        return prompt(new Buffered());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return prompt(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prompt(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return prompt(new Socket(host, port, local, localPort));
    }

    private static Socket prompt(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }

    /// The client reads a packet's head byte by byte: from a buffer that costs no system calls.
    private static final class Buffered extends Socket {
        private static final int BUFFER_BYTES = 64 * 1024;

        private @Nullable InputStream in;

        @Override
        public InputStream getInputStream() throws IOException {
            if (in == null) {
                in = new BufferedInputStream(super.getInputStream(), BUFFER_BYTES);
            }
            return in;
        }
    }

    /// The same over TLS, which has a buffer of its own.
    static final class Secure extends SSLSocketFactory {
        private final SSLSocketFactory sockets;

        Secure(SSLSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return prompt(sockets.createSocket());
        }

        @Override
        public Socket createSocket(Socket below, String host, int port, boolean closesBelow) throws IOException {
            return prompt(sockets.createSocket(below, host, port, closesBelow));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(sockets.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(sockets.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return prompt(sockets.createSocket(host, port, local, localPort));
        }
    }
}
