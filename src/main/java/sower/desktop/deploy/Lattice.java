package sower.desktop.deploy;

import java.util.Optional;
import sower.deploy.RoomPlan.Seat;

/// The places of a room as tiles of one size, beside and below each other.
record Lattice(int columns, int rows, double tileWidth, boolean dense) {
    static final double GAP = 8;
    static final int MOST_COLUMNS = 12;
    private static final int MANY = 24;
    private static final double NARROW = 104;
    private static final double WIDEST = 420;

    /// @param count of machines; many of them, or narrow places, make tiles low
    static Lattice of(int columns, int rows, int count, double width) {
        double each = Math.max(NARROW, (width + GAP) / columns - GAP);
        boolean dense = count > MANY || each < 190;
        return new Lattice(columns, rows, Math.min(dense ? WIDEST / 1.5 : WIDEST, each), dense);
    }

    /// In how many columns machines stand that nobody has arranged.
    static int columns(int count, double width) {
        double narrowest = count > MANY ? 116 : 236;
        int fit = (int) Math.max(1, (width + GAP) / (narrowest + GAP));
        int some = Math.max(1, count);
        int rows = (some + fit - 1) / fit;
        return (some + rows - 1) / rows;
    }

    static double narrowest(int columns) {
        return columns * (NARROW + GAP) - GAP;
    }

    /// With a free row and column, into which a machine can be put.
    Lattice wider(int count, double width) {
        return of(Math.min(Math.max(columns, MOST_COLUMNS), columns + 1), rows + 1, count, width);
    }

    double tileHeight() {
        return dense ? 44 : 64;
    }

    double height() {
        return rows * (tileHeight() + GAP) - GAP;
    }

    double x(int column) {
        return Math.round(column * (tileWidth + GAP));
    }

    double y(int row) {
        return row * (tileHeight() + GAP);
    }

    /// The place under a point.
    Optional<Seat> at(double x, double y) {
        int column = (int) Math.floor(x / (tileWidth + GAP));
        int row = (int) Math.floor(y / (tileHeight() + GAP));
        return column < 0 || row < 0 || column >= columns || row >= rows
                ? Optional.empty()
                : Optional.of(new Seat(row, column));
    }
}
