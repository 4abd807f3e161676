package sower.deploy;

import java.util.Objects;

/// What an agent that waits tells the workstation about once a second.
///
/// @param id the same for the same machine, also after it was switched off and on
/// @param name for a person
public record Hello(String id, String name, Inventory inventory) implements FromMachine {
    public Hello {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(inventory, "inventory");
    }
}
