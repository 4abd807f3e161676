package sower.enrol;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/// A machine's trust: in one authority, the one that the ticket names, or the first that it meets.
/// What it meets first is confirmed by the [ShortCode] on both screens.
final class PinnedAuthority extends Trust {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int SHOWN = 16; // characters of a fingerprint in a sentence

    private String fingerprint; // empty until the first one is met; guarded by this
    private @Nullable X509Certificate met; // guarded by this

    /// @param fingerprint of the authority's certificate, hex; empty for the first one met
    PinnedAuthority(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /// The authority's certificate; null until a workstation has shown it.
    synchronized @Nullable X509Certificate met() {
        return met;
    }

    @Override
    synchronized void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 2) {
            throw new CertificateException("the workstation shows no authority");
        }
        var authority = chain[1];
        var shown = Certificates.fingerprint(authority);
        if (!fingerprint.isEmpty() && !fingerprint.equals(shown)) {
            throw new StrangerException(
                    "another workstation answers there: its authority is %s…, and this machine trusts %s…"
                            .formatted(shown.substring(0, SHOWN), fingerprint.substring(0, SHOWN)));
        }
        try {
            authority.verify(authority.getPublicKey());
        } catch (GeneralSecurityException forged) {
            throw new CertificateException("the workstation's authority is forged", forged);
        }
        authority.checkValidity();
        if (authority.getBasicConstraints() < 0) {
            throw new CertificateException("the workstation's authority is none");
        }
        checkIssued(chain[0], authority, SERVER_AUTHENTICATION);
        fingerprint = shown;
        met = authority;
    }
}
