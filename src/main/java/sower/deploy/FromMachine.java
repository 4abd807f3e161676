package sower.deploy;

import java.util.List;

/// What a machine tells the workstation.
public sealed interface FromMachine permits Hello, MachineReport {
    /// All of them as JSON.
    Kinds<FromMachine> JSON = new Kinds<>(List.of(Hello.class, MachineReport.class));

    /// Who tells it.
    String id();
}
