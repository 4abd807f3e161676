/// Tests of the models of `shell`; none needs a stage.
@NullMarked
package sower.desktop.help;

import org.jspecify.annotations.NullMarked;
