package sower.enrol;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// What both ends have in common when they look at the other's certificates. Names and addresses
/// play no part: who holds a certificate of the right authority for the right purpose is right.
abstract sealed class Trust extends X509ExtendedTrustManager permits PinnedAuthority, MachineTrust {

    /// @throws CertificateException in one sentence
    abstract void check(X509Certificate[] chain) throws CertificateException;

    /// @param purpose OID, an extended key usage
    static void checkIssued(X509Certificate certificate, X509Certificate authority, String purpose)
            throws CertificateException {
        try {
            certificate.verify(authority.getPublicKey());
        } catch (GeneralSecurityException other) {
            throw new CertificateException(
                    "the certificate was not issued by this site's authority", other);
        }
        certificate.checkValidity();
        var purposes = certificate.getExtendedKeyUsage();
        if (purposes == null || !purposes.contains(purpose)) {
            throw new CertificateException("the certificate was issued for something else");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
