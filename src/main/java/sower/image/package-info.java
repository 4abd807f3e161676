/// Images and the folder they live in.
///
/// Owns: what an image is as data ([sower.image.Manifest]), as files ([sower.image.Image]) and the
/// library that lists, publishes and deletes them. FORMAT of a folder: `manifest.json`, and for
/// each volume with data `<volume>.torrent` and `<volume>.raw`, a sparse file in which every byte
/// stands at its offset in the partition.
///
/// Invariant: a folder with a manifest is whole. It is written under a name that ends in
/// `.incomplete` and renamed as the last step; nothing that was published is ever written again,
/// and a second capture of the same name becomes version 2 beside it.
///
/// Threads: everything may be called from any thread; two programs may share a library. Failures:
/// an `IOException` that names the file and what is wrong with it.
@NullMarked
package sower.image;

import org.jspecify.annotations.NullMarked;
