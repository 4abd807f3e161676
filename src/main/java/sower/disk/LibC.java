package sower.disk;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/// The few calls of the C library that Java has no words for (Linux and macOS). Every one throws
/// where C would return −1.
interface LibC extends Library {
    LibC C = Native.load("c", LibC.class);

    int EPERM = 1;
    int EACCES = 13;
    int EBUSY = 16;
    int EROFS = 30;

    int open(String path, int flags, Object... mode) throws LastErrorException;

    int close(int descriptor) throws LastErrorException;

    /// Variadic like the real one, which matters on 64-bit ARM.
    int ioctl(int descriptor, NativeLong request, Object... argument) throws LastErrorException;

    /// Linux only: what the kernel said (syslog(2)).
    int klogctl(int type, byte[] buffer, int length) throws LastErrorException;

    /// Linux only. Unlike the others it returns its error number.
    int posix_fadvise(int descriptor, long offset, long length, int advice);
}
