package sower.filesystem.ntfs;

import java.nio.charset.StandardCharsets;
import sower.filesystem.CorruptFilesystemException;

/// What the file `$Volume` says (struct VOLUME_INFO).
///
/// @param major of the format's version: 3 since Windows 2000, 1 before
/// @param flags VOLUME_FLAG_DIRTY and others
record VolumeInformation(String label, int major, int flags) {
    private static final int DIRTY = 0x1; // VOLUME_FLAG_DIRTY
    private static final int LENGTH = 12;

    static VolumeInformation of(FileRecord file) throws CorruptFilesystemException {
        var information = file.find(Attribute.VOLUME_INFORMATION, "");
        if (information.isEmpty() || information.get().value().length() < LENGTH) {
            throw new CorruptFilesystemException("$Volume does not tell its state");
        }
        var s = information.get().value();
        var label =
                file.find(Attribute.VOLUME_NAME, "")
                        .map(name -> new String(name.bytes(), StandardCharsets.UTF_16LE))
                        .orElse("");
        return new VolumeInformation(label, s.u8(8), s.u16(10));
    }

    /// Whether chkdsk will run when Windows starts.
    boolean isDirty() {
        return (flags & DIRTY) != 0;
    }

    /// Whether the format is one that this program reads.
    boolean isKnown() {
        return major == 1 || major == 2 || major == 3;
    }
}
