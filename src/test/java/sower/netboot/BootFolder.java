package sower.netboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Boot files that nothing starts from, for those who only ask.
public final class BootFolder {
    private BootFolder() {}

    /// Makes them in `folder`.
    public static Path make(Path folder) throws IOException {
        for (var name :
                List.of(
                        BootFiles.KERNEL,
                        BootFiles.SYSTEM,
                        BootFiles.IPXE_BIOS,
                        BootFiles.IPXE_UEFI)) {
            Files.writeString(folder.resolve(name), name);
        }
        return folder;
    }
}
