package org.terzo.hub.history.past;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of the histories, http.md. `next` is there when there is another page.
final class PastJson {
    private PastJson() {}

    /// An item of a list, which is also a line of a table.
    interface Item {
        /// In the order of the table's columns.
        List<@Nullable Object> cells();
    }

    @Serdeable
    record Observations(List<Observation> observations, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    /// The members of the wire, with gateway, log and number behind the time; of the readings those that it has.
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Observation(
            String at,
            String gateway,
            String log,
            long sequence,
            String sensor,
            @Nullable Boolean motion,
            @Nullable Boolean presence,
            @Nullable @Schema(type = "string", allowableValues = {"open", "closed"}) String contact,
            @Nullable @Schema(type = "string", allowableValues = {"in", "out", "aborted"}) String passage,
            @JsonProperty("distance_mm") @Nullable Integer distanceMm,
            @JsonProperty("co2_ppm") @Nullable BigDecimal co2Ppm,
            @JsonProperty("temperature_c") @Nullable BigDecimal temperatureC,
            @JsonProperty("humidity_percent") @Nullable BigDecimal humidityPercent,
            @Nullable String fault)
            implements Item {
        static final List<String> COLUMNS = List.of(
                "at", "gateway", "log", "sequence", "sensor", "motion", "presence", "contact", "passage", "distance_mm", "co2_ppm", "temperature_c",
                "humidity_percent", "fault");

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(
                    at, gateway, log, sequence, sensor, motion, presence, contact, passage, distanceMm, co2Ppm, temperatureC, humidityPercent, fault);
        }
    }

    /// @param answer `live`: decided without looking ahead; `smoothed`: decided with the half hour behind it in sight
    @Serdeable
    record States(String answer, List<State> states, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    /// @param version of the inference and the learned parameters in force
    @Serdeable
    record State(
            String desk,
            String zone,
            String at,
            @Schema(type = "string", allowableValues = {"occupied", "held", "free", "unknown"}) String state,
            double confidence,
            String reason,
            String version)
            implements Item {
        static final List<String> COLUMNS = List.of("desk", "zone", "at", "state", "confidence", "reason", "version");

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(desk, zone, at, state, confidence, reason, version);
        }
    }

    /// @param coverage share of the desks' time that was known; null when no time has passed
    @Serdeable
    record Stays(
            List<Stay> stays,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Double coverage,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    /// A run of `occupied`.
    ///
    /// @param censored which of its ends lies beyond what was asked for, or beside a time in which the desk was unknown
    @Serdeable
    record Stay(
            String desk, String zone, String from, String to,
            @Schema(type = "string", allowableValues = {"none", "left", "right", "both"}) String censored)
            implements Item {
        static final List<String> COLUMNS = List.of("desk", "zone", "from", "to", "censored");

        @Override
        public List<@Nullable Object> cells() {
            return List.of(desk, zone, from, to, censored);
        }
    }

    /// @param zone null: the site as a whole
    /// @param step as it was asked for; left out where every change is given
    /// @param coverage share of the time that was known; null when no time has passed
    @Serdeable
    record Headcounts(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String zone,
            String answer,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String step,
            List<Headcount> values,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Double coverage,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {}

    /// All three are null when unknown.
    @Serdeable
    record Headcount(
            String at,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer low,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer best,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable Integer high,
            @Schema(type = "string", allowableValues = {"high", "medium", "low"}) String quality)
            implements Item {
        static final List<String> COLUMNS = List.of("at", "low", "best", "high", "quality");

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(at, low, best, high, quality);
        }
    }

    @Serdeable
    record Watchings(List<Watching> watching) {}

    /// A time in which a gateway looked at its inputs without a break.
    @Serdeable
    record Watching(String gateway, String from, String to) implements Item {
        static final List<String> COLUMNS = List.of("gateway", "from", "to");

        @Override
        public List<@Nullable Object> cells() {
            return List.of(gateway, from, to);
        }
    }
}
