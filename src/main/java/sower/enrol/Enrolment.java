package sower.enrol;

import java.util.List;
import java.util.Objects;

/// A machine asks to be let in.
///
/// @param key its public key (X.509), Base64
/// @param ticket empty where it has none
/// @param strangers what it has met at the workstation's address before: a sentence each
public record Enrolment(
        MachineIdentity identity, String key, String ticket, List<String> strangers) {
    public Enrolment {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(ticket, "ticket");
        strangers = List.copyOf(strangers);
    }
}
