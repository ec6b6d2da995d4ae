package org.terzo.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the hub serves: four pages and the files that they name.
final class BundleTest {
    private static final String FOLDER = "/org/terzo/dashboard/static";
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final int MEMBER_PAGE_LIMIT_BYTES = 20 * 1024;
    private static final int MODULE_LIMIT_LINES = 200;

    @ParameterizedTest
    @ValueSource(strings = {"landing", "member", "manage", "health"})
    void everyFileThatAPageNamesIsServed(String page) throws IOException {
        List<String> references = references(page);

        assertTrue(references.stream().anyMatch(each -> each.matches("/assets/" + page + "-[A-Z0-9]{8}\\.js")), references::toString);
        for (String reference : references) {
            assertTrue(bytes(reference).length > 0, reference);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"landing", "member", "manage", "health"})
    void aPageHoldsNoScriptAndNoStyleOfItsOwn(String page) throws IOException {
        String html = html(page);

        assertEquals(1, Pattern.compile("<script").matcher(html).results().count());
        assertTrue(html.contains("\"></script>"), html);
        assertFalse(html.contains("<style"), html);
        assertFalse(html.contains("style=\""), html);
        assertFalse(html.contains("@"), "a name was not filled in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"landing", "member", "manage", "health"})
    void aPageAsksNobodyElseForAnything(String page) throws IOException {
        assertTrue(references(page).stream().allMatch(each -> each.startsWith("/assets/")), () -> "not only own files: " + page);
    }

    @Test
    void theMembersPageIsTwoSmallFiles() throws IOException {
        List<String> scripts = references("member").stream().filter(each -> each.endsWith(".js")).toList();

        assertEquals(1, scripts.size());
        int size = gzipped(bytes("/member.html")) + gzipped(bytes(scripts.getFirst()));
        assertTrue(size < MEMBER_PAGE_LIMIT_BYTES, () -> size + " bytes");
    }

    @Test
    void noModuleIsTooLongToRead() throws IOException {
        for (Path module : WebSource.files(".ts")) {
            int lines = Files.readAllLines(module).size();
            assertTrue(lines < MODULE_LIMIT_LINES, () -> module + " has " + lines + " lines");
        }
    }

    private static List<String> references(String page) throws IOException {
        return REFERENCE.matcher(html(page)).results().map(found -> found.group(1)).toList();
    }

    private static String html(String page) throws IOException {
        return new String(bytes("/" + page + ".html"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String path) throws IOException {
        try (InputStream file = Optional.ofNullable(BundleTest.class.getResourceAsStream(FOLDER + path))
                .orElseThrow(() -> new AssertionError("not in the jar: " + path))) {
            return file.readAllBytes();
        }
    }

    private static int gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.size();
    }
}
