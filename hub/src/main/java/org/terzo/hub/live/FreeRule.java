package org.terzo.hub.live;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/// The rule by which a desk is called free, as a sentence for the person who reads it.
final class FreeRule {
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private FreeRule() {}

    /// @param acceptLanguage the header of that name; English when it names none of ours, or does not parse
    static String sentence(Optional<String> acceptLanguage) {
        return ResourceBundle.getBundle("org.terzo.hub.live.rule", language(acceptLanguage), ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)).getString("free");
    }

    private static Locale language(Optional<String> acceptLanguage) {
        try {
            return acceptLanguage
                    .map(Locale.LanguageRange::parse)
                    .flatMap(ranges -> Optional.ofNullable(Locale.lookup(ranges, LANGUAGES)))
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }
}
