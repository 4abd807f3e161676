/// Tests of the models of `writing`; none needs a stage.
@NullMarked
package sower.desktop.writing;

import org.jspecify.annotations.NullMarked;
