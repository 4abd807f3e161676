package sower.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import sower.swarm.HoldUp;

/// What a target tells the workstation once a second.
///
/// @param id the same for the same machine and disk, also after it was switched off and on
/// @param name for a person
/// @param port where its BitTorrent end listens
/// @param bytesDone in this phase
/// @param pieces Base64 of a bit field of the pieces on its disk, all volumes in their order
/// @param message the proof, the reason of a failure, or that it is paused; else empty
/// @param steps what became of the run's steps, when all of them were tried
/// @param warnings of what it has noticed, a sentence each, the newest last; told again and again
/// @param neighbours the strongest of those it receives from and sends to; none where it does not
///   tell, as earlier programs
/// @param holdUp what keeps it from receiving faster; none where it does not tell
public record MachineReport(
        String id,
        String name,
        int port,
        Phase phase,
        long bytesDone,
        long bytesTotal,
        long downRate,
        long upRate,
        long diskRate,
        String pieces,
        int pieceCount,
        String message,
        List<StepOutcome> steps,
        List<String> warnings,
        @Nullable List<Neighbour> neighbours,
        @Nullable HoldUp holdUp)
        implements FromMachine {

    public MachineReport {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
        neighbours = neighbours == null ? null : Neighbour.strongest(neighbours);
    }

    /// One that warns of nothing, and tells of no neighbours and of nothing that holds it up.
    public MachineReport(
            String id,
            String name,
            int port,
            Phase phase,
            long bytesDone,
            long bytesTotal,
            long downRate,
            long upRate,
            long diskRate,
            String pieces,
            int pieceCount,
            String message,
            List<StepOutcome> steps) {
        this(
                id,
                name,
                port,
                phase,
                bytesDone,
                bytesTotal,
                downRate,
                upRate,
                diskRate,
                pieces,
                pieceCount,
                message,
                steps,
                List.of(),
                null,
                null);
    }

    /// For the run's journal, which outlives the machine's pieces and its port, and has its
    /// warnings as events of their own.
    public MachineReport kept() {
        return new MachineReport(
                id,
                name,
                /* port= */ 0,
                phase,
                bytesDone,
                bytesTotal,
                downRate,
                upRate,
                diskRate,
                "",
                pieceCount,
                message,
                steps);
    }
}
