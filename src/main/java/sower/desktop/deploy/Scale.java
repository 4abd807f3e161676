package sower.desktop.deploy;

/// A round axis from 0: as few steps as look tidy.
///
/// @param step between grid lines
/// @param top the highest grid line, at or above the highest value
record Scale(double step, double top) {

    /// @param max highest value to show
    /// @param steps how many at most
    static Scale of(double max, int steps) {
        double least = Math.max(max, 1) / steps;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double step = power * 10;
        for (double round : new double[] {1, 2, 2.5, 5}) {
            if (round * power >= least) {
                step = round * power;
                break;
            }
        }
        return new Scale(step, step * Math.ceil(Math.max(max, 1) / step));
    }
}
