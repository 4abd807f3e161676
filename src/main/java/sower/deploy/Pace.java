package sower.deploy;

/// How a machine gets on in the phase it is in, measured by what it has told of the last minute.
///
/// @param fastSeconds what is left of the phase at the rate that it passed in the fastest tenth of
///   that time; −1 while not known
/// @param slowSeconds the same at the rate that it fell below in the slowest tenth; −1 while not
///   known, and where it stood still then
/// @param stillSeconds since it last got on
public record Pace(long fastSeconds, long slowSeconds, long stillSeconds) {
    /// Of a machine that tells nothing.
    public static final Pace UNKNOWN = new Pace(-1, -1, 0);
}
