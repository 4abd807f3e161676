package sower.desktop;

import java.util.stream.DoubleStream;
import javafx.scene.paint.Color;

/// What eyes make of colours.
final class Colours {
    private static final double[][] TO_XYZ = { // of sRGB, IEC 61966-2-1
        {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}
    };
    private static final double[] WHITE = {0.95047, 1, 1.08883}; // D65

    /// How colours are seen; matrices of Machado, Oliveira and Fernandes, “A Physiologically-based
    /// Model for Simulation of Color Vision Deficiency” (2009), severity 1.0, on linear RGB.
    enum Sight {
        USUAL(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
        PROTANOPIA(
                new double[][] {
                    {0.152286, 1.052583, -0.204868},
                    {0.114503, 0.786281, 0.099216},
                    {-0.003882, -0.048116, 1.051998}
                }),
        DEUTERANOPIA(
                new double[][] {
                    {0.367322, 0.860646, -0.227968},
                    {0.280085, 0.672501, 0.047413},
                    {-0.011820, 0.042940, 0.968881}
                }),
        TRITANOPIA(
                new double[][] {
                    {1.255528, -0.076749, -0.178779},
                    {-0.078411, 0.930809, 0.147602},
                    {0.004733, 0.691367, 0.303900}
                });

        @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
        private final double[][] matrix;

        Sight(double[][] matrix) {
            this.matrix = matrix;
        }
    }

    private Colours() {}

    /// WCAG 2.2 contrast ratio.
    static double contrast(Color a, Color b) {
        double first = luminance(a) + 0.05;
        double second = luminance(b) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    /// CIE 1976 difference in L*a*b*; 2.3 is just noticed side by side.
    static double apart(Color a, Color b, Sight sight) {
        double[] one = lab(a, sight);
        double[] other = lab(b, sight);
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    private static double luminance(Color colour) {
        return times(TO_XYZ, linear(colour))[1];
    }

    private static double[] lab(Color colour, Sight sight) {
        double[] seen =
                DoubleStream.of(times(sight.matrix, linear(colour)))
                        .map(channel -> Math.clamp(channel, 0.0, 1.0))
                        .toArray();
        double[] xyz = times(TO_XYZ, seen);
        double x = response(xyz[0] / WHITE[0]);
        double y = response(xyz[1] / WHITE[1]);
        double z = response(xyz[2] / WHITE[2]);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double response(double share) {
        return share > 216.0 / 24389 ? Math.cbrt(share) : (24389.0 / 27 * share + 16) / 116;
    }

    private static double[] linear(Color colour) {
        return DoubleStream.of(colour.getRed(), colour.getGreen(), colour.getBlue())
                .map(channel ->
                        channel <= 0.04045
                                ? channel / 12.92
                                : Math.pow((channel + 0.055) / 1.055, 2.4))
                .toArray();
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }
}
