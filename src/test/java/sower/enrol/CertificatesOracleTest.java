package sower.enrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sower.Needs;
import sower.Programs;

/// Our certificates as OpenSSL sees them.
@Tag("oracle")
class CertificatesOracleTest {
    @TempDir private Path folder;

    @Test
    void opensslAcceptsTheChainForItsPurposeAndForNoOther() throws IOException {
        Needs.tool("openssl");
        var authority = Certificates.newKey();
        var later = Instant.now().plus(Duration.ofDays(36_525)); // after 2050: GeneralizedTime
        var ca =
                Certificates.issue(
                        CertificateProfile.AUTHORITY,
                        "Sower Größe",
                        authority.getPublic(),
                        "Sower Größe",
                        authority.getPrivate(),
                        later);
        var caFile = write("ca.pem", ca);
        for (var profile :
                new CertificateProfile[] {
                    CertificateProfile.WORKSTATION, CertificateProfile.MACHINE
                }) {
            var issued =
                    Certificates.issue(
                            profile,
                            "a",
                            Certificates.newKey().getPublic(),
                            "Sower Größe",
                            authority.getPrivate(),
                            later);
            var file = write("leaf.pem", issued);
            boolean server = profile == CertificateProfile.WORKSTATION;
            verify(caFile, file, server ? "sslserver" : "sslclient");
            var other =
                    Programs.attempt(
                            "",
                            "openssl",
                            "verify",
                            "-CAfile",
                            caFile,
                            "-purpose",
                            server ? "sslclient" : "sslserver",
                            file);
            assertNotEquals(0, other.code(), other.output());
        }
    }

    @Test
    void numbersAreEncodedAsTheStandardSays() {
        assertEquals("06092a864886f70d01010b", hex(Der.oid("1.2.840.113549.1.1.11")));
        assertEquals("0202" + "0080", hex(Der.integer(BigInteger.valueOf(128))));
        assertEquals(
                "170d" + hex("491231235959Z"),
                hex(Der.time(Instant.parse("2049-12-31T23:59:59Z"))));
        assertEquals(
                "180f" + hex("20500101000000Z"),
                hex(Der.time(Instant.parse("2050-01-01T00:00:00Z"))));
        assertEquals("04820100", hex(Der.octets(new byte[256])).substring(0, 8));
        assertEquals("048180", hex(Der.octets(new byte[128])).substring(0, 6));
        assertEquals("047f", hex(Der.octets(new byte[127])).substring(0, 4));
    }

    private void verify(String ca, String file, String purpose) throws IOException {
        var said = Programs.run("openssl", "verify", "-CAfile", ca, "-purpose", purpose, file);
        assertTrue(said.contains(": OK"), said);
    }

    private String write(String name, X509Certificate certificate) throws IOException {
        var pem = Pem.write(Map.of(Pem.CERTIFICATE, SiteAuthority.encoded(certificate)));
        return Files.write(folder.resolve(name), pem).toString();
    }

    private static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
