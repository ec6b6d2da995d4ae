package org.terzo.hub.history.influx;

import java.io.IOException;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/// Makes the client's requests understood by servers like 1.8.
record Version1(String token) implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        Request.Builder changed = request.newBuilder();
        int colon = token.indexOf(':');
        if (colon >= 0) {
            changed.header("Authorization", Credentials.basic(token.substring(0, colon), token.substring(colon + 1)));
        }
        if (request.url().encodedPath().endsWith("/api/v2/write")) {
            HttpUrl.Builder url = request.url().newBuilder().encodedPath("/write").removeAllQueryParameters("org").removeAllQueryParameters("bucket");
            changed.url(url.addQueryParameter("db", request.url().queryParameter("bucket")).build());
        }
        return chain.proceed(changed.build());
    }

    @Override
    public String toString() {
        return "Version1";
    }
}
