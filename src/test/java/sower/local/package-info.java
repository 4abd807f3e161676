/// Tests of writing to disks of this computer, on loop devices.
@NullMarked
package sower.local;

import org.jspecify.annotations.NullMarked;
