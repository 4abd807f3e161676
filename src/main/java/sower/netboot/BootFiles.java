package sower.netboot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that is handed out, by its name: what `jlink/boot` has made, and what a boot loader is told
/// for this run. There is no other way to a file than a name of these.
public final class BootFiles {
    /// Where the package sower-boot puts them.
    public static final String FOLDER = "/usr/lib/sower-boot";

    /// The loader for UEFI, which nobody has signed.
    static final String IPXE_UEFI = "snponly.efi";

    static final String KERNEL = "vmlinuz";
    static final String SYSTEM = "initrd";
    static final String IPXE_BIOS = "undionly.kpxe";
    static final String SHIM = "shimx64.efi";
    static final String GRUB = "grubx64.efi";
    static final String SCRIPT = "boot.ipxe";
    static final String GRUB_CONFIG = "grub/grub.cfg";

    private static final List<String> NEEDED = List.of(KERNEL, SYSTEM, IPXE_BIOS, IPXE_UEFI);
    private static final List<String> FOR_SECURE_BOOT = List.of(SHIM, GRUB);

    private final Map<String, ByteBuffer> files;

    private BootFiles(Map<String, ByteBuffer> files) {
        this.files = Map.copyOf(files);
    }

    /// Opens a folder that `jlink/boot` has made. The files are mapped, so that a room of machines
    /// fetches them from the page cache; making them anew does not change what is handed out.
    ///
    /// @throws IOException in one sentence
    public static BootFiles open(Path folder) throws IOException {
        var files = new LinkedHashMap<String, ByteBuffer>();
        for (var name : NEEDED) {
            try {
                files.put(name, map(folder.resolve(name)));
            } catch (NoSuchFileException e) {
                throw new IOException(
                        "There are no boot files in %s (%s is missing); install the package sower-boot, or make them with jlink/boot."
                                .formatted(folder, name),
                        e);
            }
        }
        if (FOR_SECURE_BOOT.stream().allMatch(name -> Files.exists(folder.resolve(name)))) {
            for (var name : FOR_SECURE_BOOT) {
                files.put(name, map(folder.resolve(name)));
            }
        }
        return new BootFiles(files);
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
    }

    /// These, and what the boot loaders are told.
    BootFiles with(String url, BootOrder order) {
        var all = new LinkedHashMap<>(files);
        all.put(SCRIPT, text(order.ipxe(url)));
        all.put(GRUB_CONFIG, text(order.grub()));
        return new BootFiles(all);
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
    }

    /// Whether machines with Secure Boot can be served.
    boolean secure() {
        return files.containsKey(SHIM);
    }

    /// A buffer of one's own over the file of this name.
    Optional<ByteBuffer> file(String name) {
        return Optional.ofNullable(files.get(name)).map(ByteBuffer::duplicate);
    }
}
