package sower.capture;

/// How far a capture is: an immutable snapshot, made several times a second.
///
/// @param volume the one being worked on, empty before the first
/// @param bytesDone of all volumes together
/// @param bytesKept how many of them a capture that was killed had written; told when a volume ends
/// @param bytesTotal of all volumes together; 0 while not known
/// @param rateNow bytes per second over the last second or so
/// @param rateMean bytes per second since reading began
/// @param etaSeconds −1 while not known
public record CaptureProgress(
        Stage stage,
        String volume,
        long bytesDone,
        long bytesKept,
        long bytesTotal,
        long rateNow,
        long rateMean,
        long etaSeconds) {

    /// What is going on.
    public enum Stage {
        TABLE,
        USED_BLOCKS,
        READ_AND_HASH,
        METAINFO,
        DONE
    }
}
