/// Torrents as data: what a `.torrent` says, checked once and carried in types from here on.
///
/// Owns [Metainfo], its [InfoHash] and the arithmetic of pieces, [PieceLayout]. Bencoding is
/// bt-core's, but for the list of files, which may be a million long and is read and written as
/// text; nothing else of bt-core is used here. Invariant: a `Metainfo` that exists is a valid image
/// torrent (BitTorrent v1, every file named by its byte offset, no two files overlapping).
/// Everything is immutable and may be used by any thread. What cannot be accepted is refused by a
/// [MetainfoException] that says why in one sentence.
@NullMarked
package sower.metainfo;

import org.jspecify.annotations.NullMarked;
