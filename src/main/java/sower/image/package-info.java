@NullMarked
package sower.image;

import org.jspecify.annotations.NullMarked;
