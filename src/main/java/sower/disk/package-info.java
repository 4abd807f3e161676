@NullMarked
package sower.disk;

import org.jspecify.annotations.NullMarked;
