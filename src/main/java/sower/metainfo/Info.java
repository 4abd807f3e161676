package sower.metainfo;

/// A torrent's info dictionary, without its bytes.
///
/// @param hash SHA-1 of it
/// @param length bytes of it
record Info(InfoHash hash, long length) {}
