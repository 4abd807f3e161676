package sower.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sower.disk.Disks;
import sower.image.Durable;

/// A zip of plain text for whoever helps: what program on what system, which disks, what the last
/// runs were, what the program said of itself. Private names are masked before they come here.
public record SupportBundle(List<Part> parts) {

    public SupportBundle {
        parts = List.copyOf(parts);
    }

    /// What a part tells of.
    public enum Content {
        SYSTEM,
        DISKS,
        RUN,
        LOG
    }

    /// One file of it.
    ///
    /// @param name in the zip
    public record Part(Content content, String name, String text) {
        /// Bytes in UTF-8.
        public long length() {
            return bytes().length;
        }

        private byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// Where everything is read.
    ///
    /// @param library folder of images and runs; need not exist
    /// @param log folder that [ProgramLog] keeps
    public record Sources(Path library, Disks disks, Path log, InstantSource clock) {}

    /// Reads everything and masks it. What cannot be read is told in its part.
    public static SupportBundle of(Sources sources) {
        return new SupportBundle(new Gathering(sources).parts());
    }

    /// Writes the zip, whole or not at all.
    ///
    /// @return the file
    public Path write(Path file) throws IOException {
        Durable.replace(file, zip());
        return file;
    }

    private byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var part : parts) {
                zip.putNextEntry(new ZipEntry(part.name()));
                zip.write(part.bytes());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /// The parts of one content.
    public List<Part> of(Content content) {
        var found = new ArrayList<Part>(parts);
        found.removeIf(part -> part.content() != content);
        return found;
    }
}
