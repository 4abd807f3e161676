/// Tests of the models of `disks`; none needs a stage.
@NullMarked
package sower.desktop.disks;

import org.jspecify.annotations.NullMarked;
