/// Tests of the models of `deploy`; none needs a stage.
@NullMarked
package sower.desktop.deploy;

import org.jspecify.annotations.NullMarked;
