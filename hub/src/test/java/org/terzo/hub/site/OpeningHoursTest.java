package org.terzo.hub.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.hub.site.hours.OpeningSyntax;

final class OpeningHoursTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void opensAndClosesOnTheMinuteInTheSitesZone() {
        OpeningHours hours = hours("Mo-Fr 08:30-19:30; Sa 09:00-13:00; PH off");

        assertFalse(hours.isOpen(at("2026-03-02T08:29")));
        assertTrue(hours.isOpen(at("2026-03-02T08:30")));
        assertTrue(hours.isOpen(at("2026-03-02T19:29")));
        assertFalse(hours.isOpen(at("2026-03-02T19:30")));
        assertTrue(hours.isOpen(at("2026-03-07T12:59")));
        assertFalse(hours.isOpen(at("2026-03-08T12:00")));
    }

    @Test
    void aNightBelongsToTheEveningItBeganOn() {
        OpeningHours hours = hours("Mo-Th 20:00-02:00");

        assertEquals(Duration.ofHours(6), open(hours, "2025-06-05"));
        assertEquals(Duration.ofHours(2), open(hours, "2025-06-06"));
        assertEquals(Duration.ofHours(4), open(hours, "2025-06-02"));
        assertEquals(open(hours, "2025-06-05"), open(hours("Mo-Th 20:00-26:00"), "2025-06-05"));
    }

    @Test
    void anOpeningThatTheClockSkipsEndsAtTheJump() {
        List<OpeningHours.Period> periods = hours("01:30-02:30").periods(LocalDate.parse("2025-03-30"));

        assertEquals(List.of(new OpeningHours.Period(Instant.parse("2025-03-30T00:30:00Z"), Instant.parse("2025-03-30T01:00:00Z"))), periods);
    }

    @Test
    void anOpeningThatTheClockRepeatsIsNotInterrupted() {
        OpeningHours hours = hours("01:00-02:30");

        assertEquals(
                List.of(new OpeningHours.Period(Instant.parse("2025-10-25T23:00:00Z"), Instant.parse("2025-10-26T01:30:00Z"))),
                hours.periods(LocalDate.parse("2025-10-26")));
        assertTrue(hours.isOpen(Instant.parse("2025-10-26T00:45:00Z")));
    }

    @Test
    void openingInTheRepeatedHourTakesItsFirstShowing() {
        assertEquals(
                List.of(new OpeningHours.Period(Instant.parse("2025-10-26T00:30:00Z"), Instant.parse("2025-10-26T03:00:00Z"))),
                hours("02:30-04:00").periods(LocalDate.parse("2025-10-26")));
    }

    @Test
    void aDayThatNeverClosesHas23Or25HoursWhenTheClockChanges() {
        OpeningHours always = hours("24/7");

        assertEquals(Duration.ofHours(23), open(always, "2026-03-29"));
        assertEquals(Duration.ofHours(25), open(always, "2026-10-25"));
        assertEquals(Duration.ofHours(24), open(always, "2026-08-15"));
    }

    @Test
    void datesInARuleShutThoseDays() {
        OpeningHours hours = hours("Mo-Fr 09:00-18:00; Aug 04-Aug 22 off; PH off");

        List<LocalDate> open = LocalDate.parse("2025-08-01").datesUntil(LocalDate.parse("2025-09-01"))
                .filter(day -> !hours.periods(day).isEmpty())
                .toList();
        assertEquals(List.of(1, 25, 26, 27, 28, 29), open.stream().map(LocalDate::getDayOfMonth).toList());
        assertEquals(Duration.ofHours(54), open.stream().map(day -> open(hours, day.toString())).reduce(Duration.ZERO, Duration::plus));
    }

    @Test
    void datesMayReachOverTheTurnOfTheYear() {
        OpeningHours hours = hours("08:00-10:00; Dec 24-Jan 06 off");

        assertEquals(List.of(true, false, false, true), openOn(hours, "2026-12-23", "2026-12-31", "2027-01-06", "2027-01-07"));
    }

    @Test
    void monthsYearsAndDatesOfOneYearAreTold() {
        assertEquals(List.of(false, true, true, false), openOn(hours("Jun-Sep 08:00-14:00"), "2026-05-31", "2026-06-01", "2026-09-30", "2026-10-01"));
        assertEquals(List.of(false, true, true, false), openOn(hours("2026-2027 08:00-09:00"), "2025-12-31", "2026-01-01", "2027-12-31", "2028-01-01"));
        assertEquals(List.of(true, false, true), openOn(hours("24/7; 2026 Dec 24 off"), "2025-12-24", "2026-12-24", "2027-12-24"));
        assertEquals(List.of(true, false, false, true), openOn(hours("24/7; Dec 24-26 off"), "2026-12-23", "2026-12-24", "2026-12-26", "2026-12-27"));
        assertEquals(List.of(false, true), openOn(hours("Feb 08:00-09:00"), "2028-03-01", "2028-02-29"));
    }

    @Test
    void aBreakTakesAwayItsHoursAndNoMore() {
        OpeningHours hours = hours("Mo-Fr 08:00-18:00; 12:00-13:00 off");

        assertTrue(hours.isOpen(at("2026-03-02T11:59")));
        assertFalse(hours.isOpen(at("2026-03-02T12:00")));
        assertTrue(hours.isOpen(at("2026-03-02T13:00")));
    }

    @Test
    void aCommaAddsAndASemicolonReplaces() {
        assertEquals(Duration.ofHours(8), open(hours("Mo-Fr 08:00-12:00, We 14:00-18:00"), "2026-03-04"));
        assertEquals(Duration.ofHours(4), open(hours("Mo-Fr 08:00-12:00; We 14:00-18:00"), "2026-03-04"));
        assertEquals(Duration.ofHours(0), open(hours("Mo-Fr 08:00-12:00, We off"), "2026-03-04"));
    }

    @Test
    void aClosureShutsItsDaysAndTheNightOfItsLast() {
        OpeningHours hours = hours("20:00-02:00", "closures: [{from: 2026-12-24, to: 2026-12-25}]");

        assertEquals(Duration.ofHours(6), open(hours, "2026-12-23"));
        assertEquals(Duration.ZERO, open(hours, "2026-12-24"));
        assertEquals(Duration.ZERO, open(hours, "2026-12-25"));
        assertEquals(Duration.ofHours(4), open(hours, "2026-12-26"));
    }

    @Test
    void anExceptionalOpeningCountsEvenInAClosure() {
        OpeningHours hours = hours(
                "Mo-Fr 08:00-18:00", "closures: [{from: 2026-12-13, to: 2026-12-13}]", "openings: [{date: 2026-12-13, from: \"10:00\", to: \"16:00\"}]");

        assertEquals(Duration.ofHours(6), open(hours, "2026-12-13"));
        assertFalse(hours.isOpen(at("2026-12-13T16:00")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", ";", "Mo 08:00-18:00;", "Mo 08:00-18:00,", "\"by appointment\"", "Mo-Fr \"call us\"", "Mo 10:00-12:00 || \"ask\"", "SH off", "PH Mo-Fr off",
        "week 10-20 Mo 08:00-09:00", "easter off", "Mo[1] 08:00-09:00", "Mo 08:00+", "Mo 08:00", "sunrise-sunset", "Mo 08:00-10:00 unknown",
        "Mar Su[-1]-Oct Su[-1] 08:00-09:00", "Jan 01+ off", "Feb 31 off", "Dec 25 +1 day off", "2026-2030/2 Mo 08:00-09:00", "Mo 22:00-02:00 off",
        "\"x\": Mo 08:00-10:00", "2026 Dec 24-Jan 06 off", "Mo 8-18", "\u00e9", "08:00-"
    })
    void whatIsNotEvaluatedIsRefusedRatherThanGuessed(String text) {
        assertInstanceOf(OpeningSyntax.Parsed.NotUnderstood.class, OpeningSyntax.parse(text));
    }

    @Test
    void aRefusalSaysWhatIsNotEvaluated() {
        assertEquals(new OpeningSyntax.Parsed.NotUnderstood("weeks are not evaluated"), OpeningSyntax.parse("week 10-20 Mo 08:00-09:00"));
        assertEquals(new OpeningSyntax.Parsed.NotUnderstood("Hours without minutes"), OpeningSyntax.parse("Mo 8-18"));
    }

    private static List<Boolean> openOn(OpeningHours hours, String... days) {
        return List.of(days).stream().map(day -> !hours.periods(LocalDate.parse(day)).isEmpty()).toList();
    }

    private static Duration open(OpeningHours hours, String day) {
        return hours.periods(LocalDate.parse(day)).stream()
                .map(period -> Duration.between(period.from(), period.to()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS).toInstant();
    }

    private static OpeningHours hours(String rule, String... more) {
        String yaml = "site: night\nrevision: 1\nname: Night\ncountry: FR\ntimeZone: Europe/Paris\ncapacity: 9\nopeningHours: '" + rule + "'\n"
                + String.join("\n", more);
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> OpeningHours.of(site).orElseThrow();
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> throw new AssertionError(mistakes);
        };
    }
}
