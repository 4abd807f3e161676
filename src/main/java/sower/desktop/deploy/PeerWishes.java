package sower.desktop.deploy;

/// What a picture of the room's machines asks for.
interface PeerWishes {
    /// The person has come to this machine.
    void mark(Peer peer);

    /// Look closely at it.
    void open(Peer peer);
}
