package org.terzo.hub.occupancy.saved;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PackedTest {
    @Test
    void whatIsPackedComesBackAndIsShorter() {
        String text = "'d-7 0 0x1.8p-3 caffè ".repeat(2_000);
        String packed = Packed.pack(text);

        assertEquals(text, Packed.unpack(packed));
        assertEquals("", Packed.unpack(Packed.pack("")));
        assertTrue(packed.length() < text.length() / 50, packed.length() + " characters");
    }

    @Test
    void aWordThatIsCutIsRefused() {
        String packed = Packed.pack("'d-7 0 0x1.8p-3 ".repeat(100));

        assertThrows(IllegalArgumentException.class, () -> Packed.unpack(packed.substring(0, packed.length() / 2)));
        assertThrows(IllegalArgumentException.class, () -> Packed.unpack("AAAA"));
    }
}
