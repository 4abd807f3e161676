/// What tests of every room share: what they need of the machine they run on.
@NullMarked
package sower;

import org.jspecify.annotations.NullMarked;
