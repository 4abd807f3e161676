/// A run as the workstation has it: one image, one room, one record. The window and the command
/// line open the same, so that either goes on with what the other began.
@NullMarked
package sower.run;

import org.jspecify.annotations.NullMarked;
