package org.terzo.hub.ingest.ledger;

import java.util.OptionalDouble;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;

/// Eight bytes that tell a record from a different one under the same number. They stand on disk, so the recipe does not change:
/// 64-bit FNV-1a over kind and members; the lowest bit says whether the record was stored as an observation; never 0.
public final class RecordDigest {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long STORED = 1;
    private static final int ABSENT = 0x7f;

    private RecordDigest() {}

    /// Of a record that was not stored as an observation, or not yet.
    public static long of(LogRecord content) {
        long hash = switch (content) {
            case Observation observation ->
                reading(text(number(OFFSET, observation.at().toEpochMilli()), observation.sensor().value()), observation.reading());
            case Alive alive -> number(number(number(OFFSET, 20), alive.at().toEpochMilli()), alive.watched().toMillis());
            case Unreadable unreadable -> text(number(OFFSET, 21), unreadable.json());
        } & ~STORED;
        return hash == 0 ? 2 : hash;
    }

    /// The same record, stored.
    public static long stored(long digest) {
        return digest | STORED;
    }

    public static boolean isStored(long digest) {
        return (digest & STORED) != 0;
    }

    public static boolean isSameContent(long one, long other) {
        return (one | STORED) == (other | STORED);
    }

    private static long reading(long hash, Reading reading) {
        return switch (reading) {
            case Reading.Motion(boolean seen) -> number(hash, seen ? 1 : 0);
            case Reading.Presence(boolean present) -> number(hash, present ? 3 : 2);
            case Reading.Contact(boolean open) -> number(hash, open ? 5 : 4);
            case Reading.Passage(Reading.Direction direction) -> number(hash, switch (direction) {
                case IN -> 6;
                case OUT -> 7;
                case ABORTED -> 8;
            });
            case Reading.Distance(int millimetres) -> number(number(hash, 9), millimetres);
            case Reading.Fault(String code) -> text(number(hash, 10), code);
            case Reading.Air(OptionalDouble co2, OptionalDouble temperature, OptionalDouble humidity) ->
                value(value(value(number(hash, 11), co2), temperature), humidity);
        };
    }

    private static long value(long hash, OptionalDouble value) {
        return number(hash, value.isPresent() ? Double.doubleToLongBits(value.getAsDouble()) : ABSENT);
    }

    private static long number(long hash, long value) {
        long mixed = hash;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            mixed = (mixed ^ ((value >>> shift) & 0xff)) * PRIME;
        }
        return mixed;
    }

    private static long text(long hash, String text) {
        long mixed = number(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * PRIME;
        }
        return mixed;
    }
}
