package sower.restore;

import java.util.BitSet;

/// How far a restore is: an immutable snapshot.
///
/// @param bytesDone in this stage: checked, on the disk, or read back
/// @param bytesTotal of all volumes
/// @param downRate bytes per second received
/// @param upRate bytes per second sent to other machines
/// @param diskRate bytes per second written
/// @param pieces a bit per piece on the disk, all volumes in their order; nobody changes it
/// @param pieceCount pieces of all volumes
public record RestoreProgress(
        Stage stage,
        long bytesDone,
        long bytesTotal,
        long downRate,
        long upRate,
        long diskRate,
        BitSet pieces,
        int pieceCount) {

    /// What is being done, in this order.
    public enum Stage {
        CHECKING,
        RECEIVING,
        FLUSHING,
        VERIFYING,
        FINISHING,
        DONE
    }
}
