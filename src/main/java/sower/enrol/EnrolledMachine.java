package sower.enrol;

import java.util.Objects;

/// A machine that has asked to be let in.
///
/// @param code what its screen shows, for one without a ticket; else empty
/// @param key SHA-256 of its public key, hex
/// @param address where it came from last
public record EnrolledMachine(
        MachineIdentity identity,
        State state,
        String code,
        String key,
        String address,
        long enrolledMillis,
        long seenMillis) {

    /// How far it has come.
    public enum State {
        /// the technician has not looked yet
        WAITING,
        /// the technician has confirmed its code; it gets its certificate when it asks next
        APPROVED,
        /// it has a certificate
        ENROLLED
    }

    public EnrolledMachine {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(key, "key");
    }

    /// Under which it is known.
    public String id() {
        return identity.id();
    }

    EnrolledMachine seen(String from, long millis) {
        return new EnrolledMachine(identity, state, code, key, from, enrolledMillis, millis);
    }

    EnrolledMachine as(State next, long millis) {
        return new EnrolledMachine(identity, next, code, key, address, millis, millis);
    }
}
