package sower.desktop.deploy;

import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import sower.deploy.MachineSnapshot;
import sower.desktop.shell.Inks;

/// What is measured of a machine once a second, and how its line looks: each with dashes of its
/// own, so that they differ without their colours.
enum Rate {
    DOWN("peers.down"),
    UP("peers.up"),
    DISK("peers.disk");

    private final String key;

    Rate(String key) {
        this.key = key;
    }

    /// Its name among the window's texts.
    String key() {
        return key;
    }

    /// Bytes per second.
    long of(MachineSnapshot machine) {
        return switch (this) {
            case DOWN -> machine.downRate();
            case UP -> machine.upRate();
            case DISK -> machine.diskRate();
        };
    }

    Color ink(Inks inks) {
        return switch (this) {
            case DOWN -> inks.exchange();
            case UP -> inks.seed();
            case DISK -> inks.text();
        };
    }

    void line(GraphicsContext pen, double[] xs, double[] ys, Inks inks) {
        pen.setStroke(ink(inks));
        pen.setLineWidth(2);
        pen.setLineDashes(dashes());
        pen.strokePolyline(xs, ys, xs.length);
        pen.setLineDashes();
    }

    private double[] dashes() {
        return switch (this) {
            case DOWN -> new double[] {};
            case UP -> new double[] {7, 4};
            case DISK -> new double[] {2, 4};
        };
    }
}
