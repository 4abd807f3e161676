package sower.cli;

import picocli.CommandLine.Option;

/// How peers of an open swarm find each other besides its tracker; the same for `seed` and
/// `restore`.
final class DiscoveryOptions {
    @Option(
            names = "--pex",
            description = "Tell peers of each other, and call those they tell of (BEP 11).")
    private boolean exchange;

    @Option(
            names = "--lsd",
            description =
                    "Look for peers in the same network without a tracker (BEP 14); all there learn of the swarm.")
    private boolean nearby;

    boolean exchange() {
        return exchange;
    }

    boolean nearby() {
        return nearby;
    }
}
