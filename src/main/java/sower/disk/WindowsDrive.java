package sower.disk;

import com.sun.jna.Memory;
import com.sun.jna.platform.win32.Kernel32;
import com.sun.jna.platform.win32.Kernel32Util;
import com.sun.jna.platform.win32.WinBase;
import com.sun.jna.platform.win32.WinNT;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A physical drive of Windows (`\\.\PhysicalDriveN`), moved in whole sectors; to write it, every
/// volume on it is locked and dismounted first (winioctl.h).
///
/// **Untested**: written from the documentation, not run by us on Windows yet.
final class WindowsDrive implements Medium {
    private static final int IOCTL_DISK_GET_DRIVE_GEOMETRY_EX = 0x700A0;
    private static final int IOCTL_DISK_GET_LENGTH_INFO = 0x7405C;
    private static final int IOCTL_DISK_UPDATE_PROPERTIES = 0x70140;
    private static final int IOCTL_DISK_IS_WRITABLE = 0x70024;
    private static final int IOCTL_STORAGE_GET_DEVICE_NUMBER = 0x2D1080;
    private static final int IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS = 0x560000;
    private static final int FSCTL_LOCK_VOLUME = 0x90018;
    private static final int FSCTL_DISMOUNT_VOLUME = 0x90020;
    private static final int DISK_EXTENT_LENGTH = 24;
    private static final int MOST_EXTENTS = 32;
    private static final int MOST = 1 << 20;

    private final String name;
    private final WinNT.HANDLE drive;
    private final List<WinNT.HANDLE> lockedVolumes;
    private final long length;
    private final int sectorSize;

    private WindowsDrive(String name, WinNT.HANDLE drive, List<WinNT.HANDLE> lockedVolumes)
            throws IOException {
        this.name = name;
        this.drive = drive;
        this.lockedVolumes = lockedVolumes;
        this.length = control(drive, IOCTL_DISK_GET_LENGTH_INFO, 8, name).getLong(0);
        // DISK_GEOMETRY_EX: Cylinders 8, MediaType 4, TracksPerCylinder 4, SectorsPerTrack 4
        this.sectorSize = control(drive, IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, 256, name).getInt(20);
    }

    static WindowsDrive open(Path path, boolean write) throws IOException {
        var name = path.toString();
        var drive = handle(name, write);
        var locked = new ArrayList<WinNT.HANDLE>();
        try {
            if (write) {
                checkWritable(drive, name);
                int number = control(drive, IOCTL_STORAGE_GET_DEVICE_NUMBER, 12, name).getInt(4);
                lockVolumes(number, locked);
            }
            return new WindowsDrive(name, drive, locked);
        } catch (IOException failure) {
            locked.forEach(Kernel32.INSTANCE::CloseHandle);
            Kernel32.INSTANCE.CloseHandle(drive);
            throw failure;
        }
    }

    private static WinNT.HANDLE handle(String name, boolean write) throws IOException {
        var handle =
                Kernel32.INSTANCE.CreateFile(
                        name,
                        write ? WinNT.GENERIC_READ | WinNT.GENERIC_WRITE : WinNT.GENERIC_READ,
                        WinNT.FILE_SHARE_READ | WinNT.FILE_SHARE_WRITE,
                        null,
                        WinNT.OPEN_EXISTING,
                        write ? WinNT.FILE_FLAG_WRITE_THROUGH : WinNT.FILE_ATTRIBUTE_NORMAL,
                        null);
        if (WinBase.INVALID_HANDLE_VALUE.equals(handle)) {
            throw failure("cannot open " + name + "; run as administrator");
        }
        return handle;
    }

    private static void checkWritable(WinNT.HANDLE drive, String name) throws RefusedException {
        if (!tell(drive, IOCTL_DISK_IS_WRITABLE)) {
            throw new RefusedException(name + " is read-only; choose another disk");
        }
    }

    private static void lockVolumes(int driveNumber, List<WinNT.HANDLE> locked) throws IOException {
        for (var volume : volumes()) {
            var handle = handle(volume, true);
            if (!isOn(handle, driveNumber)) {
                Kernel32.INSTANCE.CloseHandle(handle);
                continue;
            }
            locked.add(handle);
            if (!tell(handle, FSCTL_LOCK_VOLUME) || !tell(handle, FSCTL_DISMOUNT_VOLUME)) {
                throw new RefusedException(
                        "the volume %s on this drive is in use; close all programs that use it"
                                .formatted(volume));
            }
        }
    }

    private static List<String> volumes() {
        var names = new ArrayList<String>();
        var name = new char[512];
        var search = Kernel32.INSTANCE.FindFirstVolume(name, name.length);
        if (WinBase.INVALID_HANDLE_VALUE.equals(search)) {
            return names;
        }
        do {
            // `\\?\Volume{…}\`; without the last backslash it is the volume, with it its root
            var text = new String(name);
            names.add(text.substring(0, text.indexOf('}') + 1));
        } while (Kernel32.INSTANCE.FindNextVolume(search, name, name.length));
        Kernel32.INSTANCE.FindVolumeClose(search);
        return names;
    }

    private static boolean isOn(WinNT.HANDLE volume, int driveNumber) {
        // VOLUME_DISK_EXTENTS: NumberOfDiskExtents 4, padding 4, then DISK_EXTENTs of 24 bytes
        var answer = new Memory(8 + (long) MOST_EXTENTS * DISK_EXTENT_LENGTH);
        if (!ask(volume, IOCTL_VOLUME_GET_VOLUME_DISK_EXTENTS, answer)) {
            return false; // a CD or an empty card reader
        }
        for (int i = 0; i < Math.min(answer.getInt(0), MOST_EXTENTS); i++) {
            if (answer.getInt(8 + (long) i * DISK_EXTENT_LENGTH) == driveNumber) {
                return true;
            }
        }
        return false;
    }

    private static Memory control(WinNT.HANDLE handle, int code, int length, String name)
            throws IOException {
        var answer = new Memory(length);
        if (!ask(handle, code, answer)) {
            throw failure("%s does not answer control 0x%X".formatted(name, code));
        }
        return answer;
    }

    private static boolean ask(WinNT.HANDLE handle, int code, Memory answer) {
        return Kernel32.INSTANCE.DeviceIoControl(
                handle, code, null, 0, answer, (int) answer.size(), new IntByReference(), null);
    }

    private static boolean tell(WinNT.HANDLE handle, int code) {
        return Kernel32.INSTANCE.DeviceIoControl(
                handle, code, null, 0, null, 0, new IntByReference(), null);
    }

    private static IOException failure(String what) {
        return new IOException(what + ": " + Kernel32Util.getLastErrorMessage().strip());
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int logicalSectorSize() {
        return sectorSize;
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        var bytes = new byte[Math.min(into.remaining(), MOST)];
        var count = new IntByReference();
        if (!Kernel32.INSTANCE.ReadFile(drive, bytes, bytes.length, count, at(offset))) {
            throw failure("%s cannot be read at byte %d".formatted(name, offset));
        }
        into.put(bytes, 0, count.getValue());
        return count.getValue();
    }

    @Override
    public int write(long offset, ByteBuffer from) throws IOException {
        var bytes = new byte[Math.min(from.remaining(), MOST)];
        from.get(from.position(), bytes);
        var count = new IntByReference();
        if (!Kernel32.INSTANCE.WriteFile(drive, bytes, bytes.length, count, at(offset))) {
            throw failure("%s cannot be written at byte %d".formatted(name, offset));
        }
        from.position(from.position() + count.getValue());
        return count.getValue();
    }

    private static WinBase.OVERLAPPED at(long offset) {
        var position = new WinBase.OVERLAPPED();
        position.Offset = (int) offset;
        position.OffsetHigh = (int) (offset >>> 32);
        return position;
    }

    @Override
    public void flush() throws IOException {
        if (!Kernel32.INSTANCE.FlushFileBuffers(drive)) {
            throw failure(name + " did not confirm that everything is written");
        }
    }

    /// Raw drives of Windows are not cached above the driver.
    @Override
    public void dropCache() throws IOException {
        flush();
    }

    @Override
    public void close() {
        if (!lockedVolumes.isEmpty()) {
            tell(drive, IOCTL_DISK_UPDATE_PROPERTIES);
        }
        lockedVolumes.forEach(Kernel32.INSTANCE::CloseHandle);
        Kernel32.INSTANCE.CloseHandle(drive);
    }
}
