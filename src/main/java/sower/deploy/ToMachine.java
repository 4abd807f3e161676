package sower.deploy;

import java.util.List;

/// What the workstation tells a machine, asked or not.
public sealed interface ToMachine permits HelloAnswer, MachineOrders, Identify, Directive {
    /// All of them as JSON.
    Kinds<ToMachine> JSON =
            new Kinds<>(
                    List.of(
                            HelloAnswer.class,
                            MachineOrders.class,
                            Identify.class,
                            Directive.class));
}
