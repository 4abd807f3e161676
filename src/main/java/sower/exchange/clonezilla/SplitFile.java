package sower.exchange.clonezilla;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files that `split` made, read as the one they were.
final class SplitFile extends InputStream {
    private final List<Path> parts;
    private int next;
    private @Nullable InputStream current;

    SplitFile(List<Path> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        while (count > 0) {
            if (current == null && !advance()) {
                return -1;
            }
            int read = current == null ? -1 : current.read(into, at, count);
            if (read >= 0) {
                return read;
            }
            close();
        }
        return 0;
    }

    /// More than 0 until the last byte: whoever unpacks asks at the end of a member whether another
    /// follows.
    @Override
    public int available() throws IOException {
        while (true) {
            int left = current == null ? 0 : current.available();
            if (left > 0) {
                return left;
            }
            close();
            if (!advance()) {
                return 0;
            }
        }
    }

    private boolean advance() throws IOException {
        if (next == parts.size()) {
            return false;
        }
        current = Files.newInputStream(parts.get(next++));
        return true;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
