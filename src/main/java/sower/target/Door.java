package sower.target;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import sower.control.ControlAddress;
import sower.control.RoomClient;
import sower.disk.RefusedException;
import sower.enrol.MachineCredentials;
import sower.enrol.MachineIdentity;

/// How a machine gets in: with the certificate it has, with a ticket, or by the technician, who
/// compares the code on its screen.
record Door(
        ControlAddress workstation,
        MachineCredentials credentials,
        MachineIdentity identity,
        RoomAgent.Listener listener,
        Pause pause) {

    /// A second between two tries.
    interface Pause {
        void take() throws IOException;
    }

    /// The machine's certificate is good for nothing any more; another may be had.
    static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1;

        ClosedException(RefusedException why) {
            super(why.getMessage(), why);
        }
    }

    /// Returns when the machine is let in.
    ///
    /// @throws RefusedException when the workstation does not want it
    RoomClient enter(BooleanSupplier cancelled) throws IOException {
        var client =
                new RoomClient(
                        workstation, credentials, identify -> listener.calls(identify.sentence()));
        try {
            while (!credentials.enrolledAs(identity.id())) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException("cancelled");
                }
                if (!knock(client)) {
                    pause.take();
                }
            }
            return client;
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /// @return whether the door opened
    private boolean knock(RoomClient client) throws IOException {
        try {
            var answer = client.enrol(identity);
            switch (answer.step()) {
                case ENROLLED -> {
                    return true;
                }
                case WAIT ->
                        listener.says(
                                credentials.code().map(Door::question).orElse(answer.sentence()));
                case REFUSED ->
                        throw new RefusedException(
                                "Turned away: " + answer.sentence() + ". Nothing was written.");
            }
        } catch (RefusedException no) {
            throw no;
        } catch (IOException silent) {
            listener.says(String.valueOf(silent.getMessage()));
        }
        return false;
    }

    private static String question(String code) {
        return "not enrolled: if the workstation shows the code %s for this machine, type there: approve %s"
                .formatted(code, code);
    }
}
