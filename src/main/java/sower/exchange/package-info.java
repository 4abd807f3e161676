/// Images in the forms that other programs read: torrents with partclone's cuts, slices that any
/// BitTorrent client seeds, plain sparse files. And the way back: [sower.exchange.Forms] recognises
/// what was brought, and describes it for [sower.capture.Intake].
///
/// Owns the forms (FORMAT.md, EZIO.md §1.3–1.5), not the library. Invariant: what is written is
/// hashed as it is read, and a form is complete only under its final name; what is taken in is only
/// read. Threads: the caller's. Failures: an `IOException` in one sentence; what was begun is left
/// under a name that ends in `.part`.
@NullMarked
package sower.exchange;

import org.jspecify.annotations.NullMarked;
