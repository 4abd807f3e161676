package sower.control;

import io.grpc.Status;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import sower.disk.RefusedException;
import sower.enrol.MachineCredentials;
import sower.enrol.StrangerException;

/// Why a call broke, for a person.
record CallFailure(Throwable failed) {

    /// @param credentials remember a stranger, so that the right workstation hears of him
    /// @return a [RefusedException] when trying again does not help
    IOException sentence(ControlAddress workstation, MachineCredentials credentials) {
        var stranger = cause(StrangerException.class);
        if (stranger.isPresent()) {
            credentials.met(stranger.get());
            return new IOException(
                    "Nothing is told to %s: %s; look for a second workstation in this network, or take a new ticket."
                            .formatted(workstation, stranger.get().getMessage()),
                    failed);
        }
        var untrusted = cause(CertificateException.class);
        if (untrusted.isPresent()) {
            return new IOException(
                    "Nothing is told to %s: %s."
                            .formatted(workstation, untrusted.get().getMessage()),
                    failed);
        }
        var status = Status.fromThrowable(failed);
        var said = Optional.ofNullable(status.getDescription()).orElse("");
        return switch (status.getCode()) {
            case PERMISSION_DENIED -> new RefusedException(said);
            case FAILED_PRECONDITION, INVALID_ARGUMENT -> new IOException(said, failed);
            default -> turnedAway() ? foreign() : new IOException(workstation.silence(), failed);
        };
    }

    /// TLS says no more than that a certificate is bad (RFC 8446 6.2).
    private boolean turnedAway() {
        return cause(SSLException.class)
                .map(Throwable::getMessage)
                .filter(alert -> alert.contains("certificate"))
                .isPresent();
    }

    private static IOException foreign() {
        return new RefusedException(
                "The workstation does not know the authority that enrolled this machine; it needs a ticket or the technician.");
    }

    private <T extends Throwable> Optional<T> cause(Class<T> type) {
        for (Throwable at = failed; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
