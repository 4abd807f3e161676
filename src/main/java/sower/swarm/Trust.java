package sower.swarm;

/// How far the bytes on a storage are believed to be those of the torrent.
public enum Trust {
    /// They were hashed as they got there and nothing has changed them since: they are sent as they
    /// are, until a peer asks for a piece a second time.
    PROVEN,
    /// Nobody knows: each piece is hashed before it is sent for the first time.
    FIRST_READ,
    /// Somebody may be changing them: each piece is hashed whenever it is read.
    EVERY_READ
}
