/// A classroom without hardware: file-backed disks on this machine, the real engine, real agents on
/// loopback. Nobody needs to be root, and nothing outside one folder is touched.
///
/// [sower.practice.PracticeRoom] makes the master disk and the targets and runs an agent per
/// machine on a thread of its own; everything else is what a real room runs. Closing it stops all
/// and removes the folder's disks.
@NullMarked
package sower.practice;

import org.jspecify.annotations.NullMarked;
