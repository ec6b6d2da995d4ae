package org.terzo.hub.chaos.bug;

/// What becomes of an MQTT packet on its way. Called from many threads.
public interface Tampering {
    /// @param onward what goes on in its place
    /// @param back what is answered to the sender
    record Passed(byte[] onward, byte[] back) {
        private static final byte[] NOTHING = {};

        static Passed untouched(byte[] packet) {
            return new Passed(packet, NOTHING);
        }
    }

    Passed towardsBroker(byte[] packet);

    Passed fromBroker(byte[] packet);
}
