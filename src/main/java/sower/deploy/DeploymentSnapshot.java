package sower.deploy;

import java.util.List;

/// The whole room at one moment: the same object for the window, the command line and the log.
///
/// @param image name of the image
/// @param millis since the deployment began
/// @param bytesPerMachine what one machine must get
/// @param seedRate bytes per second sent by this workstation
/// @param exchangeRate bytes per second machines sent to each other
/// @param seedBytes sent by this workstation since the beginning
/// @param etaSeconds of the last machine; −1 while not known
/// @param address where machines and ordinary clients find this deployment, `http://host:port`
/// @param trouble sentences about this workstation's side that a person must read, newest last
public record DeploymentSnapshot(
        String image,
        long millis,
        long bytesPerMachine,
        long seedRate,
        long exchangeRate,
        long seedBytes,
        long etaSeconds,
        String address,
        List<MachineSnapshot> machines,
        List<String> trouble) {

    public DeploymentSnapshot {
        machines = List.copyOf(machines);
        trouble = List.copyOf(trouble);
    }

    /// How many machines are in `phase`.
    public int count(Phase phase) {
        return (int) machines.stream().filter(machine -> machine.phase() == phase).count();
    }

    /// Percent of the whole room, 0 to 1.
    public double fraction() {
        return machines.stream().mapToDouble(MachineSnapshot::fraction).average().orElse(0);
    }

    /// Copies of the image that this workstation has sent so far.
    public double copiesSent() {
        return bytesPerMachine == 0 ? 0 : (double) seedBytes / bytesPerMachine;
    }
}
