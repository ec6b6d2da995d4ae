package org.terzo.hub.e2e;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A real Chromium, the system's own, without a window.
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    enum Theme {
        LIGHT,
        DARK
    }

    /// What a page finds: a window of some size, and a reader who likes some colours and reads some language.
    record Look(int width, int height, Theme theme, String language) {
        static final Look USUAL = new Look(1440, 900, Theme.LIGHT, "en");

        @Override
        public String toString() {
            return "%s-%s-%s".formatted(Integer.toString(width), theme.name().toLowerCase(Locale.ROOT), language);
        }
    }

    static Browser start() {
        Optional<Path> binary = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Servers.present(binary.isPresent(), "needs Chromium: apt install chromium");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright.chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(binary.orElseThrow())
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"))));
    }

    /// A window of somebody who has not been here before.
    Screen visitor(Look look) {
        return screen(look, Map.of());
    }

    /// A window of somebody who shows the administrator's token with every request.
    Screen administrator(Look look) {
        return screen(look, Map.of("Authorization", "Bearer " + Line.TOKEN));
    }

    private Screen screen(Look look, Map<String, String> headers) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(
                        switch (look.theme()) {
                            case LIGHT -> ColorScheme.LIGHT;
                            case DARK -> ColorScheme.DARK;
                        })
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale(Locale.of(look.language()).toLanguageTag())
                .setTimezoneId("Pacific/Apia")
                .setExtraHTTPHeaders(headers));
        Page page = context.newPage();
        page.setDefaultTimeout(30_000);
        return new Screen(page);
    }

    /// Where the pictures of a test are kept.
    static Path pictures() throws IOException {
        return Files.createDirectories(Program.root().resolve("hub/target/screens"));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
