/// Tests of the models of `capture`; none needs a stage.
@NullMarked
package sower.desktop.capture;

import org.jspecify.annotations.NullMarked;
