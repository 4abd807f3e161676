/// Writing an image to disks of this computer, without a room.
///
/// [sower.local.LocalTarget] is one disk with what would become of it, judged by the rules of every
/// room; [sower.local.LocalRun] writes those that were released, each as a machine writes its own:
/// the image is seeded on loopback to a closed swarm of this computer's disks, and every disk has
/// its own restore, proof and end. Invariant: nothing is written but disks that were released, as
/// they were shown then. A run has a thread for every disk. A disk that fails says so in its own
/// report and keeps no other from its end.
@NullMarked
package sower.local;

import org.jspecify.annotations.NullMarked;
