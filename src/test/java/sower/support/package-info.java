@NullMarked
package sower.support;

import org.jspecify.annotations.NullMarked;
