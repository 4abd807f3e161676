@NullMarked
package sower.partition;

import org.jspecify.annotations.NullMarked;
