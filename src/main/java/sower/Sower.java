package sower;

import sower.cli.CommandLineProgram;

/// `sower`: with a command it is a command-line program, without one it opens the window.
public final class Sower {
    private Sower() {}

    public static void main(String[] args) {
        System.exit(CommandLineProgram.run(args));
    }
}
