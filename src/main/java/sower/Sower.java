package sower;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import sower.cli.CommandLineProgram;
import sower.desktop.Workstation;
import sower.support.ProgramLog;

/// `sower`: without a command it opens the window, with one it is a command-line program.
public final class Sower {
    private static final System.Logger LOG = System.getLogger(Sower.class.getName());
    private static final Logger FX_LOG = Logger.getLogger("javafx");

    private Sower() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            FX_LOG.setLevel(Level.SEVERE); // JavaFX warns that it is on the class path: on purpose
            keepLog();
            Workstation.main(args);
        } else {
            System.exit(CommandLineProgram.run(args));
        }
    }

    /// A window has no terminal where its story could be read.
    private static void keepLog() {
        try {
            ProgramLog.keep(ProgramLog.usualFolder());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "no log is kept", e);
        }
    }
}
