package sower.ezio;

/// EZIO's message `Torrent`: how a torrent stands. Times in seconds.
///
/// @param progress 0 to 1
/// @param rateDown bytes per second
/// @param state as libtorrent counts them
/// @param wanted bytes; 0 once finished, as EZIO has it
/// @param lastUp seconds ago, −1 for never
record EzioStatus(
        String hash,
        String name,
        double progress,
        long rateDown,
        long rateUp,
        long active,
        boolean finished,
        long peers,
        int state,
        long done,
        long wanted,
        long pieces,
        long sinceFinished,
        long bytesDown,
        long bytesUp,
        boolean paused,
        String path,
        long lastUp,
        long lastDown) {
    /// What is on the disk is being hashed, before the first block or after the last.
    static final int CHECKING = 1;

    static final int DOWNLOADING = 3;
    static final int SEEDING = 5;

    byte[] bytes() {
        return new ProtoWriter()
                .text(1, hash)
                .text(2, name)
                .real(3, progress)
                .number(4, rateDown)
                .number(5, rateUp)
                .number(6, active)
                .bool(7, finished)
                .number(8, peers)
                .number(9, state)
                .number(10, done)
                .number(11, wanted)
                .number(12, pieces)
                .number(13, sinceFinished) // finished_time
                .number(14, sinceFinished) // seeding_time
                .number(15, bytesDown)
                .number(16, bytesUp)
                .bool(17, paused)
                .text(18, path)
                .number(19, lastUp)
                .number(20, lastDown)
                .bytes();
    }
}
