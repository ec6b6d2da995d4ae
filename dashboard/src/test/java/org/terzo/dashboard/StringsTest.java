package org.terzo.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The texts of the screens, read as text: the type check that says the same is not part of every build.
final class StringsTest {
    private static final String START = "Strings = {";
    private static final Pattern PIECE = Pattern.compile("[,\\n]");
    private static final Pattern KEY = Pattern.compile("^ *([a-zA-Z]+):");
    private static final Set<String> PLURAL_FORMS = Set.of("zero", "one", "two", "few", "many", "other");
    private static final Pattern PLURAL_CALL = Pattern.compile("plural\\((\\w+), \\{(.*?)\\}\\)", Pattern.DOTALL);

    @Test
    void everyLanguageHasTheSameKeys() {
        assertEquals(keys("en"), keys("fr"));
    }

    @Test
    void theKeysAreThoseThatTheScreensMayUse() {
        Set<String> declared = Pattern.compile("(?m)^  readonly (\\w+):")
                .matcher(WebSource.text("strings/strings.ts"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = keys("en").stream().filter(key -> !key.contains(".")).collect(Collectors.toCollection(TreeSet::new));

        assertTrue(declared.size() > 50, () -> "only " + declared);
        assertEquals(declared, written);
    }

    @Test
    void nestedKeysAreComparedToo() {
        assertTrue(keys("fr").containsAll(Set.of("states.held", "reasons.noMotionFor", "gatewayStates.lost", "desksInState.unknown")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void everyCountedSentenceHasTheFormsOfItsLanguage(String language) {
        List<MatchResult> calls =
                PLURAL_CALL.matcher(withoutTexts(WebSource.text("strings/" + language + ".ts"))).results().toList();

        assertTrue(calls.size() >= 14, () -> language + " has only " + calls.size());
        for (MatchResult call : calls) {
            assertTrue(call.group(2).contains("one:"), () -> language + ": no form for one in " + call.group());
            assertTrue(call.group(2).contains("other:"), () -> language + ": no form for the others in " + call.group());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr"})
    void pluralsFollowTheRulesOfTheirOwnLanguage(String language) {
        assertTrue(WebSource.text("strings/" + language + ".ts").contains("plurals('" + language + "')"));
        assertTrue(WebSource.text("strings/plurals.ts").contains("Intl.PluralRules(language)"));
    }

    @Test
    void noSentenceWasLeftInEnglish() {
        Set<String> english = sentences("en");
        Set<String> shared = sentences("fr");
        shared.retainAll(english);

        assertFalse(english.isEmpty());
        assertEquals(Set.of(), shared);
    }

    /// Texts of three words or more: shorter ones may well be equal in two languages.
    private static Set<String> sentences(String language) {
        return Pattern.compile("['`]([^'`\\n]+ [^'`\\n]+ [^'`\\n]+)['`]")
                .matcher(WebSource.text("strings/" + language + ".ts"))
                .results()
                .map(found -> found.group(1))
                .filter(text -> Character.isUpperCase(text.charAt(0)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Keys as paths, `reasons.motion`; the forms of a plural are not keys.
    private static Set<String> keys(String language) {
        String source = WebSource.text("strings/" + language + ".ts");
        Set<String> keys = new TreeSet<>();
        Deque<String> path = new ArrayDeque<>();
        for (String piece : PIECE.splitAsStream(withoutTexts(source.substring(source.indexOf(START) + START.length()))).toList()) {
            Matcher found = KEY.matcher(piece.replace('{', ' '));
            String name = found.find() && !PLURAL_FORMS.contains(found.group(1)) ? found.group(1) : "";
            if (!name.isEmpty()) {
                keys.add(Stream.concat(path.stream(), Stream.of(name)).filter(each -> !each.isEmpty()).collect(Collectors.joining(".")));
            }
            follow(piece, name, path);
        }
        return keys;
    }

    private static void follow(String piece, String name, Deque<String> path) {
        for (int index = 0; index < piece.length(); index++) {
            char each = piece.charAt(index);
            if (each == '{') {
                path.addLast(name);
            } else if (each == '}') {
                path.pollLast();
            }
        }
    }

    private static String withoutTexts(String source) {
        return source.replaceAll("'[^'\\n]*'", "''").replaceAll("`[^`]*`", "``");
    }
}
