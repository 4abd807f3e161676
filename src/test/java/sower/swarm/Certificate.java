package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate that nobody but the test knows.
final class Certificate {
    private static final String PASSWORD = "for a test";

    private Certificate() {}

    /// What a server proves itself with, and what a client that trusts it trusts.
    ///
    /// @param name as keytool wants it, such as `ip:127.0.0.1`
    static SSLContext make(Path folder, String name) throws Exception {
        var file = folder.resolve("certificate.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=a test",
                                "-ext",
                                "SAN=" + name,
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(new File(folder.toFile(), "keytool.log"))
                        .start();
        assertEquals(0, made.waitFor(), () -> said(folder));
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("mykey"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static String said(Path folder) {
        try {
            return Files.readString(folder.resolve("keytool.log"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
