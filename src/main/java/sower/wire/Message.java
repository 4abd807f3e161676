package sower.wire;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// One message after the handshake. [Piece] is only its head: the block follows on the wire and is
/// taken from the [MessageReader] straight to where it belongs.
public sealed interface Message {
    /// Nothing, every two minutes, so that nobody takes us for dead.
    record KeepAlive() implements Message {}

    record Choke() implements Message {}

    record Unchoke() implements Message {}

    record Interested() implements Message {}

    record NotInterested() implements Message {}

    record Have(int piece) implements Message {}

    /// @param pieces a bit per piece
    /// @param bytes length on the wire, to be checked against the number of pieces
    record Bitfield(BitSet pieces, int bytes) implements Message {}

    record Request(int piece, int begin, int length) implements Message {}

    /// Head of a block of `length` bytes.
    record Piece(int piece, int begin, int length) implements Message {}

    record Cancel(int piece, int begin, int length) implements Message {}

    /// DHT port (BEP 5): read and ignored, we use no DHT.
    record Port(int port) implements Message {}

    /// BEP 6.
    record Suggest(int piece) implements Message {}

    /// BEP 6.
    record HaveAll() implements Message {}

    /// BEP 6.
    record HaveNone() implements Message {}

    /// BEP 6.
    record Reject(int piece, int begin, int length) implements Message {}

    /// BEP 6.
    record AllowedFast(int piece) implements Message {}

    /// BEP 10.
    ///
    /// @param id 0 for the extension handshake
    /// @param payload bencoded; a buffer of its own, from position to limit
    record Extended(int id, ByteBuffer payload) implements Message {}

    /// A message we do not know: skipped, as BEP 3 asks.
    record Unknown(int id) implements Message {}
}
