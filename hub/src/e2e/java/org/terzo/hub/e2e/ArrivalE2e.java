package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.e2e.Outsider.presence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.Browser.Look;
import org.terzo.hub.e2e.Browser.Theme;

/// The manager's question "has everything arrived?", through all its answers, in a real browser.
final class ArrivalE2e {
    private static final String SITE =
            """
            site: studio
            revision: 1
            name: Studio
            country: IT
            timeZone: Europe/Rome
            openingHours: "24/7"
            capacity: 4
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 4, public: true}
            desks:
              - {desk: d-1, zone: hall, label: "1", sensors: [desk-1-radar]}
            sensors:
              - {sensor: desk-1-radar, gateway: gw-1, kind: radar}
            """;
    private static final String SENTENCE = ".verdict .sentence";

    @Test
    void theSentenceFollowsWhatTheLedgerKnows(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        try (Line line = Line.startWith(folder, SITE, List.of());
                Browser browser = Browser.start();
                Screen page = browser.administrator(Look.USUAL)) {
            page.open(line.web().url("/manage/studio/health"));
            page.await(verdict("nothing"));
            assertEquals("Nothing has been sensed here yet.", page.text(SENTENCE));

            try (Outsider gateway = Outsider.connect(line, "gw-1")) {
                gateway.say("ready", ",\"outbox\":{\"pending\":0}");
                Outsider.Log log = gateway.newLog();
                log.send(1, 1, seen());
                page.await(verdict("arrived"));
                assertTrue(page.text(SENTENCE).matches("Everything sensed since .+ has arrived\\."), page.text(SENTENCE));

                log.send(5, 1, seen());
                page.await(verdict("awaited"));
                assertEquals("3 observations are still on their way.", page.text(SENTENCE));

                String second = seen();
                log.send(2, 1, second, seen(), seen());
                log.send(2, 1, second);
                page.await(verdict("arrived"));
                page.await("[data-gateway=gw-1] [data-figure=duplicates]:text-is('1')");
                page.await("[data-gateway=gw-1] [data-figure=received]:text-is('5')");

                log.send(9, 9, seen());
                threeAreLost(browser, page);

                gateway.say("lost", "");
                page.await(verdict("silent"));
                assertTrue(page.text(SENTENCE).startsWith("gw-1 has been silent since "), page.text(SENTENCE));
            }
            line.killBroker();
            page.await(verdict("deaf"));
            page.await("[data-part=broker][data-status=DOWN] [lang=en]");
        }
    }

    private static void threeAreLost(Browser browser, Screen page) throws IOException {
        page.await("[data-lost='3']");
        assertEquals("arrived", page.attribute(".verdict", "data-verdict"), "what was given up is not waited for");
        page.await("[data-gateway=gw-1] [data-figure=lost]:text-is('3')");
        assertEquals(List.of(), page.violations());
        assertEquals(List.of(), page.complaints());
        pictures(browser, page.page().url());
    }

    private static void pictures(Browser browser, String url) throws IOException {
        for (Look look : List.of(new Look(360, 740, Theme.DARK, "fr"), new Look(1440, 900, Theme.LIGHT, "en"))) {
            try (Screen screen = browser.administrator(look).open(url)) {
                screen.await(verdict("arrived"));
                LooksE2e.inspect(screen, "arrival", look);
            }
        }
    }

    private static String verdict(String kind) {
        return "[data-verdict=%s]".formatted(kind);
    }

    private static String seen() {
        return presence(Instant.now(), "desk-1-radar", true);
    }
}
