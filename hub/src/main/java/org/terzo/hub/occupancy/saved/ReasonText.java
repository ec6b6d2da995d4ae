package org.terzo.hub.occupancy.saved;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.site.Site.SensorKind;

/// A reason as words of a saved line; `-` stands for what it does not say.
public final class ReasonText {
    private static final String NONE = "-";

    private ReasonText() {}

    public static void write(Reason reason, StateWriter out) {
        out.word(reason.kind().name())
                .word(reason.sensor().map(SensorKind::name).orElse(NONE))
                .word(reason.minutes().isEmpty() ? NONE : Long.toString(reason.minutes().getAsLong()))
                .word(reason.logOdds().isEmpty() ? NONE : Double.toHexString(reason.logOdds().getAsDouble()))
                .word(reason.since().map(Instant::toString).orElse(NONE));
    }

    public static Reason read(StateReader in) {
        Reason.Kind kind = Reason.Kind.valueOf(in.word());
        Optional<SensorKind> sensor = said(in).map(SensorKind::valueOf);
        OptionalLong minutes = said(in).map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
        OptionalDouble logOdds = said(in).map(Double::parseDouble).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        return new Reason(kind, sensor, minutes, logOdds, said(in).map(Instant::parse));
    }

    private static Optional<String> said(StateReader in) {
        return Optional.of(in.word()).filter(word -> !word.equals(NONE));
    }
}
