package sower.bench;

import java.io.IOException;
import java.nio.file.Path;
import sower.disk.BlockDevice;
import sower.filesystem.Filesystems;

/// Looks for a volume's used blocks and does nothing else; prints how many runs there are.
public final class BenchScan {
    private BenchScan() {}

    public static void main(String[] args) throws IOException {
        try (var volume = BlockDevice.openSource(Path.of(args[0]))) {
            var filesystem = Filesystems.probe(volume);
            var used = filesystem.usedBlocks();
            System.out.println(
                    filesystem.kind() + " " + used.extents().size() + " runs, " + used.bytes());
        }
    }
}
