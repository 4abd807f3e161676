/// Tests of the window. Models are tested without a stage; what needs one is tagged `gui` and
/// skipped, with the reason, where there is no display.
@NullMarked
package sower.desktop;

import org.jspecify.annotations.NullMarked;
