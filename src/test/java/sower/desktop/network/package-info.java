/// Tests of the models of `shell`; none needs a stage.
@NullMarked
package sower.desktop.network;

import org.jspecify.annotations.NullMarked;
