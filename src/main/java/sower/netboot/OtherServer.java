package sower.netboot;

/// Another DHCP server of this wire.
///
/// @param addresses whether it gives out addresses
/// @param boots whether it tells machines what to boot
public record OtherServer(String address, boolean addresses, boolean boots) {}
