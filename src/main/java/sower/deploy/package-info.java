@NullMarked
package sower.deploy;

import org.jspecify.annotations.NullMarked;
