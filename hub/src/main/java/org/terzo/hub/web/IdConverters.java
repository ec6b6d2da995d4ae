package org.terzo.hub.web;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.convert.TypeConverterRegistrar;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Turns path segments and query values into ids and instants; what is none is refused with its value.
@Singleton
final class IdConverters implements TypeConverterRegistrar {
    @Override
    public void register(MutableConversionService conversions) {
        add(conversions, SiteId.class, SiteId::parse);
        add(conversions, GatewayId.class, GatewayId::parse);
        add(conversions, SensorId.class, SensorId::parse);
        add(conversions, DeskId.class, DeskId::parse);
        add(conversions, ZoneId.class, ZoneId::parse);
        add(conversions, Instant.class, IdConverters::instant);
    }

    private static <T> void add(MutableConversionService conversions, Class<T> type, Function<String, Optional<T>> parse) {
        conversions.addConverter(CharSequence.class, type, (CharSequence text, Class<T> _, ConversionContext context) -> {
            Optional<T> value = parse.apply(text.toString());
            if (value.isEmpty()) {
                context.reject(text, new IllegalArgumentException("'%s' is no %s".formatted(text, type.getSimpleName())));
            }
            return value;
        });
    }

    private static Optional<Instant> instant(String text) {
        try {
            return text.endsWith("Z") ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
