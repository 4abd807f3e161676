package sower.desktop.disks;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/// The sections of one disk side by side, as wide as they are long; a sliver keeps a width that can
/// still be seen and hit.
final class DiskMap extends Region {
    private static final double GAP = 3;
    private static final double HEIGHT = 76;

    private final List<PartitionBlock> blocks;

    DiskMap(SurveyedDisk disk) {
        this.blocks =
                disk.sections().stream().map(section -> new PartitionBlock(disk, section)).toList();
        getStyleClass().add("disk-map");
        getChildren().addAll(blocks);
        setMinWidth(0);
    }

    List<PartitionBlock> blocks() {
        return blocks;
    }

    /// Widths that add up to `room`: in proportion to `lengths`, but none below `narrowest` as long
    /// as there is room for that.
    static double[] widths(long[] lengths, double room, double narrowest) {
        double[] widths = new double[lengths.length];
        boolean[] narrow = new boolean[lengths.length];
        double least = Math.min(narrowest, room / Math.max(1, lengths.length));
        boolean again = true;
        while (again) {
            again = false;
            double left = room;
            double bytes = 0;
            for (int i = 0; i < lengths.length; i++) {
                left -= narrow[i] ? least : 0;
                bytes += narrow[i] ? 0 : lengths[i];
            }
            for (int i = 0; i < lengths.length; i++) {
                widths[i] = narrow[i] || bytes == 0 ? least : left * lengths[i] / bytes;
                if (widths[i] < least && !narrow[i]) {
                    narrow[i] = true;
                    again = true;
                }
            }
        }
        return widths;
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 400;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - GAP * Math.max(0, blocks.size() - 1);
        long[] lengths =
                blocks.stream().mapToLong(block -> block.section().extent().length()).toArray();
        double[] widths = widths(lengths, room, PartitionBlock.NARROWEST);
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            Node block = blocks.get(i);
            double left = snapPositionX(x);
            block.resizeRelocate(left, 0, snapPositionX(x + widths[i]) - left, getHeight());
            x += widths[i] + GAP;
        }
    }
}
