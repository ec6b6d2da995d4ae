package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.wire.Decoded.Valid;

final class RoundTripTest {
    private static final long LAST_MS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_310, 987_654_321})
    void everyBatchComesBackAsItWent(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 300; round++) {
            ObservationBatch batch = batch(random);

            assertEquals(new Valid<>(batch), BatchCodec.decode(BatchCodec.encode(batch)), "seed %s, round %s".formatted(seed, round));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 20_260_311})
    void everyRecordComesBackAloneAsItWent(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int round = 0; round < 3_000; round++) {
            LogRecord logRecord = logRecord(random);

            assertEquals(logRecord, RecordCodec.decode(RecordCodec.encode(logRecord)), "seed %s, round %s".formatted(seed, round));
        }
    }

    private static ObservationBatch batch(RandomGenerator random) {
        List<LogRecord> records = new ArrayList<>();
        for (int count = random.nextInt(40); count > 0; count--) {
            records.add(logRecord(random));
        }
        OptionalLong oldest = random.nextBoolean() ? OptionalLong.of(random.nextLong(1, Long.MAX_VALUE)) : OptionalLong.empty();
        return new ObservationBatch(
                new LogId(text(random, 64)), random.nextLong(1, Long.MAX_VALUE - 100), oldest, time(random), random.nextBoolean(), records);
    }

    private static LogRecord logRecord(RandomGenerator random) {
        return random.nextInt(10) == 0
                ? new LogRecord.Alive(time(random), Duration.ofMillis(random.nextLong(1, Duration.ofDays(31).toMillis() + 1)))
                : new Observation(time(random), new SensorId(text(random, 32)), reading(random));
    }

    private static Reading reading(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> new Reading.Motion(random.nextBoolean());
            case 1 -> new Reading.Presence(random.nextBoolean());
            case 2 -> new Reading.Contact(random.nextBoolean());
            case 3 -> new Reading.Passage(random.nextBoolean() ? Reading.Direction.IN : Reading.Direction.ABORTED);
            case 4 -> new Reading.Distance(random.nextInt(Reading.Distance.FARTHEST_MM + 1));
            case 5 -> new Reading.Fault(text(random, 64));
            default -> air(random);
        };
    }

    private static Reading air(RandomGenerator random) {
        return new Reading.Air(
                OptionalDouble.of(random.nextInt(100_001)),
                random.nextBoolean() ? OptionalDouble.of(random.nextDouble(-60, 125)) : OptionalDouble.empty(),
                random.nextBoolean() ? OptionalDouble.of(random.nextInt(1_001) / 10.0) : OptionalDouble.empty());
    }

    private static Instant time(RandomGenerator random) {
        return Instant.ofEpochMilli(random.nextLong(LAST_MS + 1));
    }

    private static String text(RandomGenerator random, int longest) {
        return random.ints(random.nextInt(1, longest + 1), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
