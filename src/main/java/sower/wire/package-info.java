/// What peers say to each other: bytes to messages and back.
///
/// Owns the handshake (BEP 3), the messages (BEP 3, 6, 10), the extension handshake (BEP 10) and
/// what is said of metadata (BEP 9), and the encryption that some insist on. It reads from and
/// writes to channels that are given to it, opens none but to web servers
/// ([sower.wire.WebConnection]), and knows neither files nor torrents. Invariant: a
/// [sower.wire.Message] that was read has a legal shape; whether it makes sense (a piece that
/// exists, a block that was asked for) is the swarm's to say. One [sower.wire.MessageReader]
/// belongs to one thread. What a peer says wrongly is a [sower.wire.ProtocolException]: drop that
/// peer, nothing else.
@NullMarked
package sower.wire;

import org.jspecify.annotations.NullMarked;
