/// NTFS 3.x as Windows 2000 and later write it (kernel: fs/ntfs3/ntfs.h, Documentation of the
/// Linux-NTFS project).
///
/// Owns the boot sector and its backup, the file records of the master file table, run lists, the
/// cluster bitmap, and what the volume says of its own state: the dirty flag, the log's restart
/// pages, a sleeping Windows in `hiberfil.sys`. Reads no file's contents beyond that.
///
/// Invariant: the map holds every cluster that `$Bitmap` marks, the boot sectors and whatever
/// stands between the last cluster and the backup; and every run of every file record in use is
/// inside it, because a bitmap has no checksum and the records are the only witness of what it
/// should say. Threads: none. Failures: structures that contradict each other are a
/// [sower.filesystem.CorruptFilesystemException] or make the volume a damaged one that is taken
/// whole.
@NullMarked
package sower.filesystem.ntfs;

import org.jspecify.annotations.NullMarked;
