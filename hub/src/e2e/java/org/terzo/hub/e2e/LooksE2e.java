package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.Browser.Look;
import org.terzo.hub.e2e.Browser.Theme;

/// The pages of a live site, in every size, theme and language, by keyboard and by what a screen reader finds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LooksE2e {
    private final List<AutoCloseable> running = new ArrayList<>();
    private Browser browser;
    private Riva riva;

    @BeforeAll
    void aLiveSiteWithEveryDeskFree(@TempDir Path folder) throws IOException, InterruptedException {
        browser = Browser.start();
        running.add(browser);
        riva = Riva.start(folder);
        running.add(riva);
        List<Program> _ = riva.withEveryDeskFree();
    }

    @AfterAll
    void nothingIsLeftRunning() throws Exception {
        for (AutoCloseable each : running.reversed()) {
            each.close();
        }
    }

    @Test
    void theKeyboardAloneReachesEveryDeskAndItsDetails() {
        try (Screen plan = browser.administrator(Look.USUAL).open(riva.address("/manage/riva"))) {
            plan.await("[data-desk=d-24][data-state=free]");
            for (int tabs = 0; focused(plan).equals("null") && tabs < 20; tabs++) {
                plan.press("Tab");
            }
            Set<String> reached = new HashSet<>();
            visit(plan, reached);

            assertEquals(Riva.DESKS, reached.size(), reached::toString);
        }
    }

    /// Depth first: opens the details of the desk in focus, comes back, and goes on in each direction. Only the way back to a desk that the
    /// keys have reached already is shortened by a script.
    private static void visit(Screen plan, Set<String> reached) {
        String here = focused(plan);
        if (!reached.add(here)) {
            return;
        }
        plan.press("Enter");
        plan.await(".details h2:focus");
        assertEquals("Desk " + Integer.parseInt(here.substring(2)), plan.text(".details h2"));
        plan.press("Escape");
        assertEquals(here, focused(plan), "Escape returns to the desk");
        for (String direction : List.of("Right", "Down", "Left", "Up")) {
            plan.press("Arrow" + direction);
            visit(plan, reached);
            plan.ask("document.querySelector('svg [data-desk=" + here + "]').focus()");
        }
    }

    private static String focused(Screen plan) {
        return plan.ask("document.activeElement.getAttribute('data-desk')");
    }

    @Test
    void axeFindsNothingOnAnyPageInAnyLook() throws IOException {
        for (Look look : looks()) {
            try (Screen manager = browser.administrator(look);
                    Screen visitor = browser.visitor(look)) {
                manager.open(riva.address("/"));
                manager.await("[data-site=riva]");
                inspect(manager, "landing", look);
                manager.open(riva.address("/manage/riva"));
                manager.await("[data-desk=d-24][data-state=free]");
                manager.click("svg [data-desk=d-07]");
                manager.await(".details[data-chosen=true]");
                inspect(manager, "plan", look);
                manager.click(".switch button:last-child");
                manager.await("tr[data-desk=d-24]");
                inspect(manager, "table", look);
                visitor.open(riva.address("/s/riva"));
                visitor.await("[data-desk=d-24][data-state=free]");
                inspect(visitor, "member", look);
            }
        }
    }

    /// A picture of it, and nothing to complain of.
    static void inspect(Screen screen, String page, Look look) throws IOException {
        screen.picture(page + "-" + look);
        String where = page + " " + look;
        assertEquals(List.of(), screen.violations(), where);
        assertEquals(List.of(), screen.complaints(), where);
        assertEquals("true", screen.ask("document.documentElement.scrollWidth <= innerWidth"), where + " scrolls sideways");
        assertEquals(look.language(), screen.ask("document.documentElement.lang"), where);
    }

    private static List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (int width : List.of(360, 768, 1440)) {
            for (Theme theme : Theme.values()) {
                looks.add(new Look(width, 900, theme, "en"));
                looks.add(new Look(width, 900, theme, "fr"));
            }
        }
        return looks;
    }

    @Test
    void aMemberWaitsForTwoFilesAndOneAnswer() {
        try (Screen member = browser.visitor(new Look(360, 740, Theme.LIGHT, "fr")).open(riva.address("/s/riva"))) {
            member.await("[data-free-certain]:text-is('24')");

            List<String> asked = member.asked();
            int answered = asked.indexOf(riva.address("/api/v1/sites/riva/free-desks"));
            assertEquals(2, asked.subList(0, answered).stream().filter(url -> !url.contains("/live/stream") && !url.contains("icon")).count(), asked::toString);
            assertFalse(member.text("main").contains("watched"), "the rule is in the reader's language");
        }
    }
}
