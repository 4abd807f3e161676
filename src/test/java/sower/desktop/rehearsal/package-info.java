/// Tests of the models of `rehearsal`; none needs a stage.
@NullMarked
package sower.desktop.rehearsal;

import org.jspecify.annotations.NullMarked;
