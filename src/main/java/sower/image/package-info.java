/// Images and the folder they live in.
///
/// Owns: what an image is as data ([sower.image.Manifest]), as files ([sower.image.Image]) and the
/// library that lists, publishes and deletes them. FORMAT of a folder: `manifest.json` with its
/// signature `manifest.sig`, and for each volume with data `<volume>.torrent` and `<volume>.raw`, a
/// sparse file in which every byte stands at its offset in the partition, or instead of it
/// `<volume>.zst`, a seekable Zstandard file of the same bytes in the order of the torrent. The raw
/// file of a first version is the volume and can be loop-mounted; `zstd -d` makes of a compressed
/// one the torrent's slices, joined. A later version has a `sharing.json`; its files hold what
/// differs from the version before, and only [sower.image.VolumeData] reads all. Versions may be
/// raw and compressed by turns.
///
/// Invariant: a folder with a manifest is whole. It is written under a name that ends in
/// `.incomplete` and renamed as the last step, in the order that [sower.image.Durable] explains;
/// what a killed program left there is removed, or gone on with ([sower.image.Remains]). A second
/// capture of the same name becomes version 2 beside it. What was published is never changed, but
/// for a later version that takes over what it shared with one that is deleted.
///
/// Threads: everything may be called from any thread; two programs may share a library, and a lock
/// is held only while an image comes or goes. Failures: an `IOException` that names the file and
/// what is wrong with it.
@NullMarked
package sower.image;

import org.jspecify.annotations.NullMarked;
