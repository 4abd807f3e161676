package sower;

import java.util.logging.Level;
import java.util.logging.Logger;
import sower.cli.CommandLineProgram;
import sower.desktop.Workstation;

/// `sower`: without a command it opens the window, with one it is a command-line program.
public final class Sower {
    private static final Logger FX_LOG = Logger.getLogger("javafx");

    private Sower() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            FX_LOG.setLevel(Level.SEVERE); // JavaFX warns that it is on the class path: on purpose
            Workstation.main(args);
        } else {
            System.exit(CommandLineProgram.run(args));
        }
    }
}
