package org.terzo.hub.e2e;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One open window: what it shows, and what it should not have done.
final class Screen implements AutoCloseable {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    Screen(Page page) {
        this.page = page;
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(this::note);
    }

    private void note(Request request) {
        asked.add(request.url());
    }

    Page page() {
        return page;
    }

    Screen open(String url) {
        page.navigate(url);
        return this;
    }

    /// Waits until something on the page matches.
    void await(String selector) {
        await(selector, SOON);
    }

    void await(String selector, Duration atMost) {
        page.waitForSelector(
                selector,
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED).setTimeout((double) atMost.toMillis()));
    }

    /// Waits until nothing on the page matches any more.
    void awaitNone(String selector, Duration atMost) {
        page.waitForSelector(
                selector,
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED).setTimeout((double) atMost.toMillis()));
    }

    int count(String selector) {
        return page.locator(selector).count();
    }

    String text(String selector) {
        return page.locator(selector).first().innerText().strip();
    }

    String attribute(String selector, String name) {
        String value = page.locator(selector).first().getAttribute(name);
        return value == null ? "" : value;
    }

    void press(String... keys) {
        Stream.of(keys).forEach(page.keyboard()::press);
    }

    void click(String selector) {
        page.locator(selector).first().click();
    }

    /// What a script in the page answers, as text.
    String ask(String expression) {
        return String.valueOf(page.evaluate(expression));
    }

    /// What axe finds against WCAG 2.2 AA, a line each.
    List<String> violations() {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .flatMap(rule -> rule.getNodes().stream().map(node -> rule.getId() + ": " + node.getHtml()))
                        .toList();
    }

    /// Errors and warnings that the page caused, and whom it asked besides its own origin.
    List<String> complaints() {
        String origin = origin(page.url());
        return Stream.concat(
                        complaints.stream(),
                        asked.stream().filter(url -> url.startsWith("http") && !origin(url).equals(origin)).map(url -> "asked " + url))
                .toList();
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    void picture(String name) throws IOException {
        page.screenshot(new Page.ScreenshotOptions().setPath(Browser.pictures().resolve(name + ".png")));
    }

    @Override
    public void close() {
        page.context().close();
    }
}
