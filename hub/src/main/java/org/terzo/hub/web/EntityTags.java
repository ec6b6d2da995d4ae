package org.terzo.hub.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.reactivestreams.Publisher;

/// Gives every answer that may be kept a strong tag, the digest of its bytes, and answers 304 to who has them already. An answer that
/// says `no-store` is of this moment only and gets none; a controller's own tag stands.
@ServerFilter("/**")
final class EntityTags {
    private static final int TAG_BYTES = 16;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    MutableHttpResponse<?> tag(HttpRequest<?> request, MutableHttpResponse<?> response) throws IOException {
        boolean isRead = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        if (!isRead || response.code() != HttpStatus.OK.getCode()) {
            return response;
        }
        MutableHttpResponse<?> tagged = isKept(response) ? tagged(response) : response;
        Optional<String> tag = Optional.ofNullable(tagged.getHeaders().get(HttpHeaders.ETAG));
        Optional<String> wanted = Optional.ofNullable(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH));
        return tag.isPresent() && wanted.isPresent() && names(wanted.get(), tag.get()) ? notModified(tagged, tag.get()) : tagged;
    }

    private static boolean isKept(HttpResponse<?> response) {
        String cacheControl = String.valueOf(response.getHeaders().get(HttpHeaders.CACHE_CONTROL));
        return response.getHeaders().get(HttpHeaders.ETAG) == null && !cacheControl.contains("no-store");
    }

    private MutableHttpResponse<?> tagged(MutableHttpResponse<?> response) throws IOException {
        Optional<byte[]> bytes = bytes(response.body());
        if (bytes.isEmpty()) {
            return response;
        }
        MutableHttpResponse<?> tagged = response.body(bytes.get());
        tagged.header(HttpHeaders.ETAG, "\"" + digest(bytes.get()) + "\"");
        if (tagged.getHeaders().get(HttpHeaders.CACHE_CONTROL) == null) {
            tagged.header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        }
        return tagged;
    }

    /// Empty for what is no document: a stream, a file that is sent in pieces.
    private Optional<byte[]> bytes(Object body) throws IOException {
        return switch (body) {
            case null -> Optional.empty();
            case byte[] bytes -> Optional.of(bytes);
            case CharSequence text -> Optional.of(text.toString().getBytes(StandardCharsets.UTF_8));
            case Publisher<?> _ -> Optional.empty();
            case Object document -> Optional.of(json.writeValueAsBytes(document));
        };
    }

    private static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",")).map(String::strip).anyMatch(each -> each.equals(tag) || each.equals("*") || each.equals("W/" + tag));
    }

    private static MutableHttpResponse<?> notModified(HttpResponse<?> response, String tag) {
        MutableHttpResponse<?> empty = HttpResponse.notModified().header(HttpHeaders.ETAG, tag);
        Optional.ofNullable(response.getHeaders().get(HttpHeaders.CACHE_CONTROL)).ifPresent(value -> empty.header(HttpHeaders.CACHE_CONTROL, value));
        return empty;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, TAG_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
