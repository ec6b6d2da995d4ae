package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A self-signed certificate of a broker and its key, as PEM files.
record Certificate(Path certificate, Path key) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /// @param name as keytool writes alternative names: `ip:127.0.0.1`
    static Certificate of(Path folder, String file, String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(file + ".p12");
        int made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "broker", "-keyalg", "EC", "-dname",
                        "CN=broker", "-ext", "san=" + name, "-validity", "2", "-keystore", store.toString(), "-storepass", new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        assertEquals(0, made);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(store)) {
            keys.load(stored, PASSWORD);
        }
        return new Certificate(
                pem(folder.resolve(file + ".crt"), "CERTIFICATE", keys.getCertificate("broker").getEncoded()),
                pem(folder.resolve(file + ".key"), "PRIVATE KEY", keys.getKey("broker", PASSWORD).getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
    }
}
