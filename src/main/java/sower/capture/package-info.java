@NullMarked
package sower.capture;

import org.jspecify.annotations.NullMarked;
