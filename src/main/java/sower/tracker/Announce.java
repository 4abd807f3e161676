package sower.tracker;

import sower.metainfo.InfoHash;

/// What a peer tells a tracker.
///
/// @param peerId 20 bytes
/// @param port where it listens
/// @param left bytes that it misses
@SuppressWarnings("ArrayRecordComponent") // never compared
record Announce(InfoHash infoHash, byte[] peerId, int port, long left, Event event) {
    /// Why it announces itself; [#REGULAR] because the interval is over.
    enum Event {
        REGULAR,
        STARTED,
        STOPPED
    }
}
