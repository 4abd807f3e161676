package sower.restore;

/// What was read back from the medium after the flush, and found right.
///
/// @param bytes of all volumes
/// @param pieces of all volumes
/// @param hash its name
public record Proof(long bytes, int pieces, String hash) {}
