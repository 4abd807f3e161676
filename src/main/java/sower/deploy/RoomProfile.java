package sower.deploy;

/// How a room was opened last, which is offered the next time. Whether late machines are written
/// without a question is not: that is said anew every time.
///
/// @param room its name; empty where everybody is meant
/// @param address where machines found the workstation
/// @param rule which disk of each is meant, as [DiskRule#parse] reads it
public record RoomProfile(String room, String address, int port, String rule) {}
