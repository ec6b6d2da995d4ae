package org.terzo.hub.site;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.site.hours.OpeningSyntax;

/// Reads the parts of a site file that stand for themselves: what they say has nothing to do with zones, desks and sensors.
final class SiteDetails {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> NUTS_PREFIX = Map.of("GR", "EL", "GB", "UK");
    private static final OpeningSyntax.Parsed ALWAYS = new OpeningSyntax.Parsed.Understood(List.of());

    private SiteDetails() {}

    static Optional<String> country(Members file) {
        return file.needed("country", text -> Optional.of(text).filter(COUNTRIES::contains), "two letters, ISO 3166");
    }

    static boolean isNuts3(String code, Optional<String> country) {
        return code.matches(country.map(each -> NUTS_PREFIX.getOrDefault(each, each)).orElse("[A-Z]{2}") + "[0-9A-Z]{3}");
    }

    static Optional<String> openingHours(Members file) {
        Optional<String> hours = file.optional("openingHours", Scalars::words, "opening hours in OpenStreetMap syntax");
        if (hours.map(OpeningSyntax::parse).orElse(ALWAYS) instanceof OpeningSyntax.Parsed.NotUnderstood(String why)) {
            file.mistake("openingHours", hours.orElse(""), "opening hours in OpenStreetMap syntax: " + why);
        }
        return hours;
    }

    static Site.Operator operator(Members item) {
        return new Site.Operator(item.required("id", Scalars::words, "an id", ""), item.required("kind", Scalars::words, "a kind", ""));
    }

    static Site.Closure closure(Members item) {
        LocalDate from = item.required("from", Scalars::date, "a date", LocalDate.EPOCH);
        LocalDate to = item.required("to", Scalars::date, "a date", from);
        if (to.isBefore(from)) {
            item.mistake("to", to.toString(), "a date not before from");
        }
        return new Site.Closure(from, to, item.optional("reason", Scalars::words, "a reason"));
    }

    static Site.Opening opening(Members item) {
        LocalTime from = item.required("from", Scalars::time, "a time such as 10:00", LocalTime.MIN);
        LocalTime to = item.required("to", Scalars::time, "a time such as 16:00", LocalTime.MAX);
        if (!to.isAfter(from)) {
            item.mistake("to", to.toString(), "a time after from");
        }
        return new Site.Opening(item.required("date", Scalars::date, "a date", LocalDate.EPOCH), from, to);
    }

    static Site.Publication publication(Members item) {
        return new Site.Publication(
                item.required("level", Scalars.whole(0, 5), "0 to 5", 0),
                item.required("signedBy", Scalars::words, "who signed", ""),
                item.required("from", Scalars::date, "a date", LocalDate.EPOCH));
    }

    static Site.Plan plan(Members item) {
        return new Site.Plan(
                item.required("width", Scalars::length, "metres, above 0", 1.0),
                item.required("height", Scalars::length, "metres, above 0", 1.0),
                item.optional("image", Scalars::words, "a file name"));
    }
}
