package sower.control;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import sower.deploy.Directive;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;

/// Who answers the machines that were let in. Any thread may call.
sealed interface Room permits RehearsedRoom, WaitingRoom {
    /// A machine tells what it is.
    ///
    /// @throws IllegalArgumentException when there are too many machines already
    HelloAnswer hello(InetAddress from, Hello hello);

    /// A machine tells how its restore goes.
    ///
    /// @return empty for one that has no part in this run
    Optional<MachineOrders> report(InetAddress from, MachineReport report);

    /// What a machine should know and do now; empty for one that does not write.
    Optional<MachineOrders> orders(String id);

    /// What a machine does once it has its proof and nobody needs it any more.
    Optional<Directive> afterwards(String id);

    /// Whether files may be handed out to this machine.
    boolean released(String id);

    /// A file of the image.
    ///
    /// @return empty when there is no such file
    Optional<byte[]> file(String name) throws IOException;
}
