package sower.deploy;

import java.util.Objects;

/// The machine is to show itself to whoever stands in the room.
///
/// @param sentence for the person in front of it
public record Identify(String sentence) implements ToMachine {
    public Identify {
        Objects.requireNonNull(sentence, "sentence");
    }
}
