package sower.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import sower.LoopDevice;
import sower.Programs;

/// A volume in a file that the kernel has mounted; needs root. Closing unmounts it.
record MountedVolume(LoopDevice device, Path folder) implements AutoCloseable {

    /// @param options of `mount -o`
    static MountedVolume of(Path volume, Path folder, String options) throws IOException {
        Files.createDirectories(folder);
        var device = LoopDevice.of(volume);
        var result =
                Programs.attempt(
                        "", "mount", "-o", options, device.path().toString(), folder.toString());
        if (result.code() != 0) {
            device.close();
            throw new AssertionError(volume + " cannot be mounted: " + result.output());
        }
        return new MountedVolume(device, folder);
    }

    /// Creates files of random lengths and deletes random ones, in rounds, until the folder has
    /// holes of all sizes.
    void age(int files, int mostBytes) throws IOException {
        var random = new Random(files);
        for (int i = 0; i < files; i++) {
            var folderOf = Files.createDirectories(folder.resolve("d" + i % 7));
            var bytes = new byte[random.nextInt(1, mostBytes)];
            if (i % 3 != 0) {
                random.nextBytes(bytes); // the others can be compressed
            }
            Files.write(folderOf.resolve("f" + i), bytes);
            if (i % 50 == 49) {
                Programs.run("sync", "-f", folder.toString());
            }
            if (random.nextBoolean()) {
                int old = random.nextInt(i + 1);
                Files.deleteIfExists(folder.resolve("d" + old % 7).resolve("f" + old));
            }
        }
    }

    /// Writes until there is no room left, then deletes every tenth file.
    void fill(int fileBytes) throws IOException {
        var bytes = new byte[fileBytes];
        new Random(fileBytes).nextBytes(bytes);
        int count = 0;
        try {
            while (true) {
                Files.write(folder.resolve("full" + count), bytes);
                count++;
            }
        } catch (IOException full) {
            for (int i = 0; i < count; i += 10) {
                Files.delete(folder.resolve("full" + i));
            }
        }
    }

    /// One hash over names and contents of all files.
    String hash() throws IOException {
        try (var files = Files.walk(folder)) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files.sorted().toList()) {
                digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(file)) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void close() throws IOException {
        try (device) {
            Programs.run("umount", folder.toString());
        }
    }
}
