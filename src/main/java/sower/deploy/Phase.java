package sower.deploy;

/// What a machine is doing, in the order of its life.
public enum Phase {
    /// known, nothing assigned or started yet
    WAITING,
    /// re-hashing what is on its disk already
    CHECKING,
    /// receiving and writing pieces
    RECEIVING,
    /// telling the disk to keep what it was given
    FLUSHING,
    /// reading everything back from the medium
    VERIFYING,
    /// partition table and swap, written last
    FINISHING,
    /// done, with proof
    DONE,
    /// stopped with a reason
    FAILED,
    /// not heard of for a while
    LOST;

    /// Whether nothing more will happen by itself.
    public boolean ended() {
        return this == DONE || this == FAILED;
    }
}
