package sower.target;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sower.disk.Extent;

/// One partition of the claimed disk as a device of its own, by which other programs may use it:
/// the kernel's own devices for partitions may be missing, or come late.
final class LoopPartition implements Closeable {
    private static final int CLEANUP_SECONDS = 60;

    private final String device;

    private LoopPartition(String device) {
        this.device = device;
    }

    static LoopPartition of(Path disk, Extent extent, int sectorSize, StepLog log)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "losetup",
                                "--show",
                                "-f",
                                "-o",
                                String.valueOf(extent.offset()),
                                "--sizelimit",
                                String.valueOf(extent.length())));
        if (sectorSize != 512) {
            command.addAll(List.of("--sector-size", String.valueOf(sectorSize)));
        }
        command.add(disk.toString());
        var said = log.run(command.toArray(String[]::new)).strip();
        return new LoopPartition(said.substring(said.lastIndexOf('\n') + 1));
    }

    String device() {
        return device;
    }

    /// What is done in a folder where the partition is mounted.
    interface Work {
        void in(Path folder) throws IOException;
    }

    /// Mounts it for as long as `work` takes.
    void mounted(StepLog log, String filesystem, Work work) throws IOException {
        var folder = Files.createTempDirectory("sower-mount");
        try {
            // the same image may be on another disk of this machine
            var options = filesystem.equals("xfs") ? "nosuid,nouuid" : "nosuid";
            log.run("mount", "-t", filesystem, "-o", options, device, folder.toString());
            try {
                work.in(folder);
            } finally {
                var cleanup = new StepLog(CLEANUP_SECONDS);
                if (cleanup.attempt("", "umount", folder.toString()) != 0) {
                    cleanup.run("umount", "-l", folder.toString());
                }
                log.note(cleanup.toString());
            }
        } finally {
            Files.delete(folder);
        }
    }

    @Override
    public void close() throws IOException {
        new StepLog(CLEANUP_SECONDS).run("losetup", "-d", device);
    }
}
