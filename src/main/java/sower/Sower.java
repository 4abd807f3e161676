package sower;

import javafx.application.Application;
import sower.cli.CommandLineProgram;
import sower.desktop.Workstation;

/// `sower`: without a command it opens the window, with one it is a command-line program.
public final class Sower {
    private Sower() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            Application.launch(Workstation.class);
        } else {
            System.exit(CommandLineProgram.run(args));
        }
    }
}
