/// Ends of measured transfers; `src/bench` runs them as processes beside other clients.
@NullMarked
package sower.bench;

import org.jspecify.annotations.NullMarked;
