package sower.metainfo;

/// A torrent's info dictionary, without its bytes.
///
/// @param hash SHA-1 of it
/// @param length bytes of it
/// @param isPrivate whether only its tracker may say who is there (BEP 27)
record Info(InfoHash hash, long length, boolean isPrivate) {}
