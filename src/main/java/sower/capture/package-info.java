/// From a disk to an image.
///
/// Owns the look before ([sower.capture.CapturePlan] with its readiness findings) and the work
/// itself ([sower.capture.Capture]): read the table, find used blocks, read every one of them once,
/// hash it on all cores, write it to a sparse or compressed file in the same pass, make torrents,
/// publish.
///
/// Also the way in for disks that other programs took ([sower.capture.Intake]): the same one pass,
/// over bytes that [sower.capture.Incoming] describes.
///
/// Invariant: the source is only read; the library shows the image when it is whole, and a capture
/// that failed or was cancelled leaves nothing behind; what one that was killed has written, the
/// next of the same name need not write again ([sower.capture.VolumeFile]). The plan is made again
/// when work begins, and once more when it ends: a source that changed in between gives no image.
///
/// Memory: one buffer per hashing thread and one for the reader, each a piece long, page aligned
/// and outside the heap, and as much again per thread where it compresses; extents are sixteen
/// bytes each. A capture of a million extents works in 96 MiB of heap (`src/bench/m5.py --heap`).
///
/// Threads: [sower.capture.Capture#run] blocks its caller, who reads; hashing threads hash and
/// write and end with it. Progress is told on the caller's thread. Nobody is interrupted;
/// cancelling is a question asked every few megabytes. Failures: [sower.disk.RefusedException]
/// before the first byte where a finding forbids it, [sower.capture.CancelledException], else
/// `IOException`.
@NullMarked
package sower.capture;

import org.jspecify.annotations.NullMarked;
