package sower.record;

import java.util.List;
import sower.deploy.Phase;
import sower.deploy.StepOutcome;

/// What became of one machine in a run.
///
/// @param id under which the site knows it
/// @param serial of the machine, empty where unknown
/// @param macs its network addresses
/// @param plan what it was to become, a sentence
/// @param disk path of the disk that was released; empty when none was
/// @param bytes that were to be written, or are proved
/// @param pieces whose hashes were compared on the medium; 0 without proof
/// @param message the proof, or why it failed
/// @param releasedMillis 0 when it was not released
/// @param postSteps what was done after the table was written, with what it said
/// @param endedMillis 0 when it has not ended
public record MachineRecord(
        String id,
        String name,
        String address,
        String serial,
        List<String> macs,
        String plan,
        String disk,
        String diskModel,
        String diskSerial,
        long diskLength,
        Phase phase,
        long bytes,
        int pieces,
        String message,
        long releasedMillis,
        long endedMillis,
        List<Step> steps,
        List<StepOutcome> postSteps,
        List<String> warnings) {

    public MachineRecord {
        macs = List.copyOf(macs);
        steps = List.copyOf(steps);
        postSteps = List.copyOf(postSteps);
        warnings = List.copyOf(warnings);
    }

    /// When a phase began.
    public record Step(Phase phase, long atMillis) {}
}
