package sower.support;

/// What this program calls itself.
public final class Versions {
    public static final String SOWER = "0.1.0";

    private Versions() {}
}
