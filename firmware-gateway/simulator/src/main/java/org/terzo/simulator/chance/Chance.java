package org.terzo.simulator.chance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One stream of random numbers. Each person, sensor and day has its own, named by what it is for, so that adding one thing changes no other.
///
/// Numbers are SplitMix64 (Steele, Lea and Flood, 2014), names are hashed by FNV-1a, logarithms are those of `StrictMath`: the same seed and
/// name give the same numbers on every machine.
public final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final double ULP_53 = 0x1.0p-53;
    private static final double MILLIS = 1_000;

    private long state;

    private Chance(long state) {
        this.state = state;
    }

    /// @param name what the stream is for, part by part
    public static Chance of(long seed, Object... name) {
        long hash = FNV_OFFSET;
        for (Object part : name) {
            for (byte each : (part + "/").getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ each) * FNV_PRIME;
            }
        }
        return new Chance(mix(hash ^ mix(seed + GOLDEN)));
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /// At least 0, below 1.
    public double next() {
        state += GOLDEN;
        return (mix(state) >>> 11) * ULP_53;
    }

    public boolean in(double probability) {
        return next() < probability;
    }

    public int below(int bound) {
        return (int) (next() * bound);
    }

    public double between(double least, double most) {
        return least + next() * (most - least);
    }

    public Duration seconds(double least, double most) {
        return ofSeconds(between(least, most));
    }

    public Duration minutes(double least, double most) {
        return ofMinutes(between(least, most));
    }

    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - next());
    }

    public double normal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - next()));
        return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * next());
    }

    /// @param sigma standard deviation of the logarithm
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(normal(0, sigma));
    }

    /// Of values above `x`, the share above `2x` is `2^-alpha`, however large `x` is.
    public double pareto(double least, double alpha) {
        return least * StrictMath.pow(1 - next(), -1 / alpha);
    }

    public <T> T pick(List<T> of) {
        return of.get(below(of.size()));
    }

    public <T> List<T> shuffled(List<T> of) {
        List<T> shuffled = new ArrayList<>(of);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = below(i + 1);
            T kept = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, kept);
        }
        return shuffled;
    }

    public static Duration ofSeconds(double seconds) {
        return Duration.ofMillis(StrictMath.round(seconds * MILLIS));
    }

    public static Duration ofMinutes(double minutes) {
        return ofSeconds(minutes * 60);
    }
}
