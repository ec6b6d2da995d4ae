package org.terzo.hub.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.terzo.hub.e2e.Line;

/// The manager's plan in a headless Chromium, which notes by itself when an event came and when a desk was drawn anew.
final class Screen implements AutoCloseable {
    /// The page's own stream is listened to, not a second one; attributes that say a desk's state are watched, whatever draws them.
    private static final String NOTES =
            """
            window.came = [];
            window.drawn = [];
            const Native = window.EventSource;
            window.EventSource = class extends Native {
              constructor(...all) {
                super(...all);
                this.addEventListener('desk', (event) => {
                  const at = Date.now();
                  const desk = JSON.parse(event.data);
                  if (desk.state === 'occupied') window.came.push([desk.desk, at]);
                });
              }
            };
            document.addEventListener('DOMContentLoaded', () => {
              new MutationObserver((changes) => {
                const at = Date.now();
                for (const change of changes) {
                  const desk = change.target.dataset.desk;
                  if (desk !== undefined && change.target.dataset.state === 'occupied') window.drawn.push([desk, at]);
                }
              }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
            });
            """;

    private final Playwright playwright;
    private final Page page;
    private final CDPSession inside;

    private Screen(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
        this.inside = page.context().newCDPSession(page);
        JsonObject domain = new JsonObject();
        domain.addProperty("timeDomain", "threadTicks");
        inside.send("Performance.enable", domain);
    }

    /// Seconds of its main thread's processor time so far: `TaskDuration` for all, `RecalcStyleDuration` and `LayoutDuration` of it.
    double seconds(String what) {
        for (JsonElement each : inside.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            if (each.getAsJsonObject().get("name").getAsString().equals(what)) {
                return each.getAsJsonObject().get("value").getAsDouble();
            }
        }
        return Double.NaN;
    }

    static Screen open(String address, int desks) {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-background-networking")));
        Page page = browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(1440, 900)
                        .setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + Line.TOKEN)))
                .newPage();
        page.addInitScript(NOTES);
        page.navigate(address);
        page.waitForFunction("desks => document.querySelectorAll('[data-desk]').length >= desks", desks);
        return new Screen(playwright, page);
    }

    /// When an event said that a desk is occupied.
    Sightings came() {
        return noted("came");
    }

    /// When the document said so.
    Sightings drawn() {
        return noted("drawn");
    }

    private Sightings noted(String where) {
        Sightings sightings = new Sightings();
        if (page.evaluate("where => window[where]", where) instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof List<?> pair && pair.get(1) instanceof Number at) {
                    sightings.saw(String.valueOf(pair.get(0)), at.doubleValue());
                }
            }
        }
        return sightings;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
