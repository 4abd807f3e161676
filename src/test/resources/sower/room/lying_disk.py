"""A disk that lies: one file in a FUSE folder, kept in another file.

    lying_disk.py FOLDER BACKING LIE FROM TO

LIE is what becomes of the bytes FROM to TO: refuse (EIO when written), forget (EIO when read after
they were written), drop (writes are lost), flip (a bit changes), full (ENOSPC when written).
"""

import errno
import os
import stat
import sys

from fusepy import FUSE, FuseOSError, Operations


class LyingDisk(Operations):
    def __init__(self, backing, lie, begin, end):
        self.file = os.open(backing, os.O_RDWR)
        self.lie, self.begin, self.end = lie, begin, end
        self.written = False

    def meets(self, offset, length):
        return offset < self.end and offset + length > self.begin

    def getattr(self, path, fh=None):
        if path == "/":
            return {"st_mode": stat.S_IFDIR | 0o755, "st_nlink": 2}
        size = os.fstat(self.file).st_size
        return {"st_mode": stat.S_IFREG | 0o600, "st_nlink": 1, "st_size": size}

    def readdir(self, path, fh):
        return [".", "..", "disk"]

    def read(self, path, length, offset, fh):
        if self.lie == "forget" and self.written and self.meets(offset, length):
            raise FuseOSError(errno.EIO)
        return os.pread(self.file, length, offset)

    def write(self, path, data, offset, fh):
        if self.meets(offset, len(data)):
            self.written = True
            if self.lie == "refuse":
                raise FuseOSError(errno.EIO)
            if self.lie == "full":
                raise FuseOSError(errno.ENOSPC)
            if self.lie in ("drop", "flip"):
                data = bytearray(data)
                first = max(self.begin - offset, 0)
                last = min(self.end - offset, len(data))
                if self.lie == "drop":
                    data[first:last] = os.pread(self.file, last - first, offset + first)
                else:
                    data[first] ^= 1
        return os.pwrite(self.file, bytes(data), offset)

    def truncate(self, path, length, fh=None):
        pass

    def fsync(self, path, datasync, fh):
        return 0


if __name__ == "__main__":
    folder, backing, lie, begin, end = sys.argv[1:]
    disk = LyingDisk(backing, lie, int(begin), int(end))
    FUSE(disk, folder, foreground=True, nothreads=True, big_writes=True)
