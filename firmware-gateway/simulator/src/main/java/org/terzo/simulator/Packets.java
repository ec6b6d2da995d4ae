package org.terzo.simulator;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The few packets of MQTT 5 that a load writes, and the parts of those it reads.
final class Packets {
    static final int PUBLISH = 3;
    static final int PUBACK = 4;
    static final int SUBACK = 9;
    static final int DISCONNECT = 14;
    static final byte[] GOODBYE = {(byte) 0xE0, 0};

    private static final int RECEIVE_MAXIMUM = 0x21;
    private static final int USER_PROPERTY = 0x26;
    private static final int MOST_IN_FLIGHT = 65_535;
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private Packets() {}

    /// A new session without keep-alive.
    static byte[] connect(String client) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        body.writeBytes(new byte[] {5, 2, 0, 0, 0});
        text(body, client);
        return packet(0x10, body);
    }

    static byte[] subscribe(int id, List<String> topics) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        number(body, id);
        body.write(0);
        for (String topic : topics) {
            text(body, topic);
            body.write(1);
        }
        return packet(0x82, body);
    }

    /// All of a publication at QoS 1 before its payload.
    static byte[] publish(int id, byte[] topic, boolean retained, int payloadLength) {
        ByteArrayOutputStream head = new ByteArrayOutputStream(topic.length + 10);
        head.write(retained ? 0x33 : 0x32);
        length(head, 2 + topic.length + 2 + 1 + payloadLength);
        number(head, topic.length);
        head.writeBytes(topic);
        number(head, id);
        head.write(0);
        return head.toByteArray();
    }

    static byte[] acknowledge(int id) {
        return new byte[] {0x40, 2, (byte) (id >> 8), (byte) id};
    }

    private static byte[] packet(int type, ByteArrayOutputStream body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + 5);
        whole.write(type);
        length(whole, body.size());
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(to, bytes.length);
        to.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream to, int value) {
        to.write(value >> 8);
        to.write(value);
    }

    private static void length(ByteArrayOutputStream to, int value) {
        int rest = value;
        while (rest > SEVEN_BITS) {
            to.write((rest & SEVEN_BITS) | MORE);
            rest >>= 7;
        }
        to.write(rest);
    }

    static int length(DataInputStream from) throws IOException {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = from.readUnsignedByte();
            value |= (next & SEVEN_BITS) << shift;
            if (next < MORE) {
                return value;
            }
        }
        throw new EOFException("a length of more than four bytes");
    }

    static String text(DataInputStream from) throws IOException {
        return new String(from.readNBytes(from.readUnsignedShort()), StandardCharsets.UTF_8);
    }

    /// How many publications the broker takes at once, from the properties of its CONNACK, which are all that is left.
    static int receiveMaximum(DataInputStream from) throws IOException {
        int most = MOST_IN_FLIGHT;
        length(from);
        while (from.available() > 0) {
            switch (from.readUnsignedByte()) {
                case RECEIVE_MAXIMUM -> most = from.readUnsignedShort();
                case 0x13, 0x22 -> from.skipNBytes(2);
                case 0x11, 0x27 -> from.skipNBytes(4);
                case 0x24, 0x25, 0x28, 0x29, 0x2A -> from.skipNBytes(1);
                case USER_PROPERTY -> skipTexts(from, 2);
                default -> skipTexts(from, 1);
            }
        }
        return most;
    }

    private static void skipTexts(DataInputStream from, int number) throws IOException {
        for (int skipped = 0; skipped < number; skipped++) {
            from.skipNBytes(from.readUnsignedShort());
        }
    }
}
