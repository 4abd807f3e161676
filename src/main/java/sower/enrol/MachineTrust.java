package sower.enrol;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;

/// A workstation's trust: in machines to which its own authority has issued a certificate.
final class MachineTrust extends Trust {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final X509Certificate authority;
    private final Consumer<String> refused;

    /// @param refused told a sentence for each that is not trusted, on any thread
    MachineTrust(X509Certificate authority, Consumer<String> refused) {
        this.authority = authority;
        this.refused = refused;
    }

    @Override
    void check(X509Certificate[] chain) throws CertificateException {
        try {
            checkIssued(chain[0], authority, CLIENT_AUTHENTICATION);
        } catch (CertificateException foreign) {
            refused.accept("a machine was turned away: " + foreign.getMessage());
            throw foreign;
        }
    }
}
