package org.terzo.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// WCAG 2.2: shapes that mean something stand out 3:1 from what is behind them, text 4.5:1.
final class ContrastTest {
    private static final double SHAPE = 3.0;
    private static final double TEXT = 4.5;
    private static final List<String> STATES = List.of("free", "held", "occupied", "unknown");
    private static final List<String> GROUNDS = List.of("bg", "surface", "plan", "zone");
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");
    private static final Pattern MEDIA = Pattern.compile("@media");

    enum Theme {
        LIGHT,
        DARK;

        Map<String, Integer> colours() {
            String part = MEDIA.splitAsStream(WebSource.text("style/tokens.css")).toList().get(this == LIGHT ? 0 : 1);
            return COLOUR.matcher(part)
                    .results()
                    .collect(Collectors.toMap(found -> found.group(1), found -> Integer.parseInt(found.group(2), 16)));
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void everyStateStandsOutFromEveryGround(Theme theme) {
        for (String state : STATES) {
            for (String ground : GROUNDS) {
                assertContrast(theme, state, ground, SHAPE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void aDeskSignStandsOutFromItsOwnDesk(Theme theme) {
        assertContrast(theme, "free", "free-soft", SHAPE);
        assertContrast(theme, "held", "held-soft", SHAPE);
        assertContrast(theme, "unknown", "unknown-soft", SHAPE);
        assertContrast(theme, "on-occupied", "occupied", TEXT);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void everyTextCanBeRead(Theme theme) {
        Stream.concat(GROUNDS.stream(), STATES.stream().map(state -> state + "-soft"))
                .forEach(ground -> assertContrast(theme, "ink", ground, TEXT));
        GROUNDS.forEach(ground -> assertContrast(theme, "ink-soft", ground, TEXT));
        assertContrast(theme, "ink-soft", "unknown-soft", TEXT);
        assertContrast(theme, "accent", "surface", TEXT);
        assertContrast(theme, "accent", "bg", TEXT);
        assertContrast(theme, "bg", "ink", TEXT);
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void wallsAndFocusStandOut(Theme theme) {
        assertContrast(theme, "wall", "plan", SHAPE);
        assertContrast(theme, "wall", "surface", SHAPE);
        assertContrast(theme, "accent", "plan", SHAPE);
    }

    @Test
    void bothThemesHaveTheSameColours() {
        assertEquals(Theme.LIGHT.colours().keySet(), Theme.DARK.colours().keySet());
    }

    /// Known answers, so that the ruler itself is measured.
    @ParameterizedTest
    @CsvSource({"0x000000,0xffffff,21.00", "0x777777,0xffffff,4.48", "0xffffff,0xffffff,1.00"})
    void contrastIsMeasuredAsWcagDefinesIt(String one, String other, String expected) {
        assertEquals(expected, String.format(Locale.ROOT, "%.2f", contrast(Integer.decode(one), Integer.decode(other))));
    }

    private static void assertContrast(Theme theme, String front, String back, double least) {
        double contrast = contrast(colour(theme, front), colour(theme, back));
        assertTrue(
                contrast >= least,
                () -> String.format(Locale.ROOT, "%s: --%s on --%s is %.2f:1, not %.1f:1", theme, front, back, contrast, least));
    }

    private static int colour(Theme theme, String name) {
        return Optional.ofNullable(theme.colours().get(name))
                .orElseThrow(() -> new AssertionError(theme + ": no colour --" + name));
    }

    private static double contrast(int one, int other) {
        double[] light = {luminance(one), luminance(other)};
        Arrays.sort(light);
        return (light[1] + 0.05) / (light[0] + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear((colour >> 16) & 0xff) + 0.7152 * linear((colour >> 8) & 0xff) + 0.0722 * linear(colour & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
