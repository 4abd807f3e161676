/// Images of Clonezilla and partclone, made by the programs themselves where they are there.
@NullMarked
package sower.exchange.clonezilla;

import org.jspecify.annotations.NullMarked;
