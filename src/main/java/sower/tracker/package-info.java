/// Who is in the swarm: the HTTP tracker protocol (BEP 3, compact answers of BEP 23), both ends,
/// and the UDP one (BEP 15) as a client; and who is nearby, without one (BEP 14).
///
/// The server keeps a white list of info-hashes and lives in somebody else's HTTP server; the
/// announcer asks the torrent's trackers regularly, tier by tier (BEP 12), on a thread of its own.
/// Peers are addresses; nothing here knows what is exchanged. A tracker that does not answer is
/// asked again later, never an error.
@NullMarked
package sower.tracker;

import org.jspecify.annotations.NullMarked;
