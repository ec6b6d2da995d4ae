package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.Browser.Look;
import org.terzo.hub.e2e.Browser.Theme;

/// What people see: gateway processes with simulated sensors, Mosquitto, a hub process, and a real browser.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlanE2e {
    /// The rule is 75 s; what is asserted is the state, so a busy machine may take longer.
    private static final Duration UNTIL_UNKNOWN = Duration.ofMinutes(2);
    /// Silence convinces in some slots of half a minute.
    private static final Duration UNTIL_KNOWN = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<AutoCloseable> running = new ArrayList<>();
    private Browser browser;
    private Riva riva;
    private Program first;
    private Program second;

    @BeforeAll
    void everythingRunsAndEveryDeskIsFree(@TempDir Path folder) throws IOException, InterruptedException {
        browser = Browser.start();
        running.add(browser);
        riva = Riva.start(folder);
        running.add(riva);
        List<Program> gateways = riva.withEveryDeskFree();
        first = gateways.get(0);
        second = gateways.get(1);
    }

    @AfterAll
    void nothingIsLeftRunning() throws Exception {
        for (AutoCloseable each : running.reversed()) {
            each.close();
        }
    }

    @Test
    void aDeskThatIsTakenIsNoLongerOfferedAndAKilledGatewayMakesItsDesksUnknown() throws IOException, InterruptedException {
        try (Screen plan = browser.administrator(Look.USUAL).open(riva.address("/manage/riva"));
                Screen member = browser.visitor(new Look(360, 740, Theme.LIGHT, "en")).open(riva.address("/s/riva"))) {
            plan.await(desk("d-03", "free"));
            member.await(desk("d-03", "free"));

            int before = Integer.parseInt(member.text("[data-free-certain]"));
            first.tell("desk-03-mat true");

            plan.await(desk("d-03", "occupied"));
            member.awaitNone("[data-desk=d-03]", SOON);
            member.await("[data-free-certain]:text-is('%s')".formatted(Integer.toString(before - 1)));

            Instant heldBack = killWhileTheBrokerIsAway("desk-05-radar true");
            for (String each : Riva.desksOf(Riva.FIRST)) {
                plan.await(desk(each, "unknown"), UNTIL_UNKNOWN);
                member.await(desk(each, "unknown"), UNTIL_UNKNOWN);
            }
            assertEquals(Set.of("unknown"), riva.states(Riva.FIRST));
            assertFalse(riva.states(Riva.SECOND).contains("unknown"), "the other gateway's desks stay known");
            plan.picture("plan-gateway-killed");
            member.picture("member-gateway-killed");

            first = riva.gateway(Riva.FIRST);

            plan.await(desk("d-03", "occupied"), UNTIL_KNOWN);
            plan.await(desk("d-05", "occupied"), UNTIL_KNOWN);
            plan.awaitNone("svg [data-desk][data-state=unknown]", UNTIL_KNOWN);
            member.awaitNone("[data-state=unknown]", UNTIL_KNOWN);
            riva.line().web().await(observationsSince(heldBack), PlanE2e::holdsTheRadar, SOON);
            assertEquals(List.of(), plan.complaints());
            assertEquals(List.of(), member.complaints());
        }
    }

    @Test
    void aLostHubIsSaidAtOnceAndThePagesRecoverByThemselves() throws IOException, InterruptedException {
        try (Screen plan = browser.administrator(Look.USUAL).open(riva.address("/manage/riva"));
                Screen member = browser.visitor(Look.USUAL).open(riva.address("/s/riva"))) {
            for (Screen each : List.of(plan, member)) {
                each.await("[data-connection=live]");
                each.await(desk("d-01", "free"));
            }

            riva.line().killHub();

            plan.await("[data-connection=lost] p");
            member.await("[data-connection=lost] p");
            plan.picture("plan-hub-lost");
            member.picture("member-hub-lost");

            riva.line().startHub();

            for (Screen each : List.of(plan, member)) {
                each.await("[data-connection=live]");
                each.await(desk("d-01", "free"), UNTIL_KNOWN);
            }
            second.tell("desk-02-radar true");
            plan.await(desk("d-02", "occupied"));
            member.awaitNone("[data-desk=d-02]", SOON);
        }
    }

    @Test
    void aSignInLinkOpensThePlanOnceAndAStrangerSeesNoPlan() throws IOException, InterruptedException {
        try (Program hub = Program.hub(riva.line().folder(), List.of(
                        "--data", riva.line().folder().resolve("another-hub").toString(),
                        "--http-port", Integer.toString(Servers.freePort()),
                        "--mqtt-url", "mqtt://127.0.0.1:" + Servers.freePort(),
                        "--sites", riva.line().folder().resolve("sites").toString()));
                Screen manager = browser.visitor(Look.USUAL);
                Screen stranger = browser.visitor(Look.USUAL)) {
            String link = hub.await("sign in once, within 30 minutes: (\\S+)", SOON);

            manager.open(link);
            manager.await("[data-site=riva]");
            manager.click("[data-site=riva] a");
            manager.await("svg [data-desk=d-24]");
            assertTrue(manager.page().url().endsWith("/manage/riva"), manager.page().url());
            assertEquals(List.of(), manager.complaints());

            assertEquals(410, stranger.page().navigate(link).status());
            stranger.open(link.replaceAll("/sign-in/.*", "/manage/riva"));
            stranger.await("main.message");
            assertEquals(0, stranger.count("[data-desk]"));
        }
    }

    /// What the gateway accepts while it cannot send waits in its outbox; then it is killed.
    private Instant killWhileTheBrokerIsAway(String reading) throws IOException, InterruptedException {
        riva.line().killBroker();
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        first.tell(reading);
        // The outbox commits in groups, and nothing outside the gateway tells when: two seconds are many groups.
        Thread.sleep(2_000);
        first.kill();
        riva.line().startBroker();
        return before;
    }

    private static String observationsSince(Instant from) {
        return "/api/v1/sites/riva/history/observations?from=%s&to=%s".formatted(from, from.plusSeconds(10));
    }

    private static boolean holdsTheRadar(JsonNode answer) {
        for (JsonNode each : answer.path("observations")) {
            if (each.path("sensor").asText().equals("desk-05-radar") && each.path("presence").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    private static String desk(String desk, String state) {
        return "[data-desk=%s][data-state=%s]".formatted(desk, state);
    }
}
