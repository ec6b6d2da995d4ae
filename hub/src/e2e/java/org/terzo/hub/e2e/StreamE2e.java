package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.terzo.hub.e2e.Browser.Look;
import org.terzo.hub.e2e.Browser.Theme;
import org.terzo.hub.occupancy.Reason;

/// What the pages make of a stream that stalls, breaks, repeats itself or lies about the time. The hub is played, the clock is held.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StreamE2e {
    private static final Instant START = StageHub.START;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Instant LONG = START.plusSeconds(3600);

    private final List<AutoCloseable> running = new ArrayList<>();
    private Browser browser;

    @BeforeAll
    void aBrowser() {
        browser = Browser.start();
        running.add(browser);
    }

    @AfterAll
    void nothingIsLeftRunning() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    private static StageHub plan(Screen screen, int desks) {
        StageHub hub = new StageHub(screen).answering("/api/v1/sites/riva", StageHub.site(desks)).open("/manage/riva");
        hub.see("svg [data-desk=d-1]");
        hub.accept();
        return hub;
    }

    private static void snapshot(StageHub hub, long id, Instant asOf, List<Map<String, Object>> desks) {
        hub.say("snapshot", id, StageHub.live(asOf, desks));
    }

    private static Map<String, Object> desk(String desk, String state) {
        return StageHub.desk(desk, state, LONG, "motion");
    }

    @Test
    void aReportPastItsTimeIsUnknownThoughTheStreamIsAlive() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 1);
            snapshot(hub, 1, START, List.of(StageHub.desk("d-1", "free", START.plusSeconds(75), "no motion")));
            hub.see("svg [data-desk=d-1][data-state=free]");
            for (int beat = 1; beat <= 4; beat++) {
                hub.pass(HEARTBEAT);
                hub.say("heartbeat", 1, Map.of("asOf", START.plus(HEARTBEAT.multipliedBy(beat)).toString()));
            }
            assertEquals(1, screen.count("svg [data-desk=d-1][data-state=free]"));

            hub.pass(HEARTBEAT.plusSeconds(2));

            hub.see("svg [data-desk=d-1][data-state=unknown]");
            assertEquals(1, screen.count("[data-connection=live]"));
        }
    }

    @Test
    void withoutHeartbeatsTheConnectionIsLostAndAnotherIsOpened() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 1);
            snapshot(hub, 1, START, List.of(desk("d-1", "free")));
            hub.pass(Duration.ofSeconds(35));
            assertEquals(1, screen.count("[data-connection=live]"));
            assertEquals(1, hub.streams());

            hub.pass(Duration.ofSeconds(10));
            hub.see("[data-connection=lost] p");
            assertEquals(2, hub.streams());

            hub.accept();
            hub.see("[data-connection=live]");
        }
    }

    @Test
    void anInterruptionIsSaidAtOnceAndTheNextSnapshotReplacesEverything() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 2);
            snapshot(hub, 8, START, List.of(desk("d-1", "occupied"), desk("d-2", "free")));
            hub.see("svg [data-desk=d-1][data-state=occupied]");

            hub.interrupt();
            hub.see("[data-connection=lost] p");
            hub.accept();
            snapshot(hub, 9, START.plusSeconds(5), List.of(desk("d-1", "free")));

            hub.see("[data-connection=live]");
            hub.see("svg [data-desk=d-1][data-state=free]");
            hub.see("svg [data-desk=d-2][data-state=unknown]");
        }
    }

    @Test
    void anEventThatIsNotNewerThanWhatIsShownIsIgnored() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 1);
            snapshot(hub, 10, START, List.of(desk("d-1", "free")));
            hub.say("desk", 12, desk("d-1", "occupied"));
            hub.see("svg [data-desk=d-1][data-state=occupied]");

            hub.say("desk", 11, desk("d-1", "free"));
            hub.say("desk", 12, desk("d-1", "held"));
            hub.pass(Duration.ofSeconds(2));
            assertEquals(1, screen.count("svg [data-desk=d-1][data-state=occupied]"));

            snapshot(hub, 3, START, List.of(desk("d-1", "held")));
            hub.see("svg [data-desk=d-1][data-state=held]");
            hub.say("desk", 4, desk("d-1", "free"));
            hub.see("svg [data-desk=d-1][data-state=free]");
        }
    }

    @Test
    void theHubsClockCountsAndNotTheBrowsers() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 2);
            Instant hubTime = START.plusSeconds(600);
            snapshot(hub, 1, hubTime, List.of(
                    StageHub.desk("d-1", "free", START.plusSeconds(300), "motion"), StageHub.desk("d-2", "free", hubTime.plusSeconds(75), "motion")));

            hub.see("svg [data-desk=d-2][data-state=free]");
            hub.see("svg [data-desk=d-1][data-state=unknown]");
        }
    }

    @Test
    void aStateThatThisVersionDoesNotKnowIsUnknown() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = plan(screen, 1);
            snapshot(hub, 1, START, List.of(desk("d-1", "reserved")));

            hub.see("svg [data-desk=d-1][data-state=unknown]");
        }
    }

    @Test
    void aPlanThatWasRefusedOpensByItselfAfterSignIn() {
        try (Screen screen = browser.visitor(Look.USUAL)) {
            StageHub hub = new StageHub(screen).answering("/api/v1/sites/riva", "").open("/manage/riva");
            hub.see("main.message");

            hub.answering("/api/v1/sites/riva", StageHub.site(1));
            hub.pass(Duration.ofSeconds(16));

            hub.see("svg [data-desk=d-1]");
        }
    }

    @Test
    void everyReasonThatTheHubGivesIsSaidInFrench() {
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (Reason.Kind kind : Reason.Kind.values()) {
            reasons.add(Map.of("kind", kind.text()));
            reasons.add(Map.of("kind", kind.text(), "sensor", "beam_pair", "minutes", 9, "logOdds", -1.9, "since", "2026-03-10T08:00:00Z"));
        }
        for (String sensor : List.of("radar", "mat", "seat", "tof", "reed", "scd41")) {
            reasons.add(Map.of("kind", "present", "sensor", sensor));
            reasons.add(Map.of("kind", "absent", "sensor", sensor, "minutes", 1));
        }
        reasons.add(Map.of("kind", "of-a-later-hub"));
        try (Screen screen = browser.visitor(new Look(1440, 900, Theme.LIGHT, "fr"))) {
            StageHub hub = plan(screen, reasons.size());
            List<Map<String, Object>> desks = new ArrayList<>();
            for (Map<String, Object> reason : reasons) {
                Map<String, Object> desk = new LinkedHashMap<>(StageHub.desk("d-" + (desks.size() + 1), "occupied", LONG, "sensor says so since a break"));
                desk.put("why", reason);
                desks.add(desk);
            }
            snapshot(hub, 1, START, desks);
            hub.see("svg [data-desk=d-1][data-state=occupied]");
            screen.click(".switch button:last-child");
            hub.see("tr[data-desk=d-1]");

            for (int number = 1; number <= reasons.size(); number++) {
                String said = screen.text("tr[data-desk=d-%s] [data-reason]".formatted(Integer.toString(number)));
                Map<String, Object> reason = reasons.get(number - 1);
                assertTrue(said.endsWith("."), () -> reason + ": '" + said + "' is no sentence");
                assertEquals(number == reasons.size(), said.equals("Les capteurs du bureau l’indiquent."), reason + " has words of its own");
                assertFalse(said.matches("(?i).*\\b(watched|seen|motion|present|absent|undecided|fault|sensor|for|since|reason|break|beam_pair|says)\\b.*"), () -> reason + ": " + said);
            }
        }
    }

    @Test
    void anAnswerTooOldToBelieveIsNoNumberForMembers() {
        try (Screen screen = browser.visitor(new Look(360, 740, Theme.LIGHT, "en"))) {
            StageHub hub = new StageHub(screen)
                    .answering("/api/v1/sites/riva/free-desks", StageHub.json(Map.of(
                            "asOf", START.toString(), "name", "Riva Coworking", "timeZone", "Europe/Rome", "open", true,
                            "free", Map.of("certain", 7, "possible", 8), "unknown", 2, "rule", "A rule.", "zones", List.of())))
                    .open("/s/riva");
            hub.see("[data-free-certain]:text-is('7')");
            hub.accept();
            assertEquals("Free desks at Riva Coworking", screen.text("h1"));

            hub.answering("/api/v1/sites/riva/free-desks", "broken");
            hub.interrupt();
            hub.see("[data-connection=lost] p");
            hub.pass(Duration.ofSeconds(90));

            hub.see("[data-free-certain]:text-is('?')");
            assertTrue(screen.text("main").contains("7 desks were free"), screen.text("main"));
        }
    }
}
