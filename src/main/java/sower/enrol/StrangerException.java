package sower.enrol;

import java.security.cert.CertificateException;

/// Somebody else answers at the workstation's address: another workstation, or one that was given a
/// new authority.
public final class StrangerException extends CertificateException {
    private static final long serialVersionUID = 1;

    StrangerException(String sentence) {
        super(sentence);
    }
}
