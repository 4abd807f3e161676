/// Bytes of structures that others defined, on a disk or on a wire: fixed offsets, unsigned fields,
/// a byte order.
///
/// Owns nothing but the arithmetic; it opens nothing and knows no structure by name.
///
/// Invariant: a field read and written back gives the same bytes. Threads: a
/// [sower.binary.Structure] belongs to one thread at a time. Failures: a field beyond the end is a
/// bug of the caller (`IndexOutOfBoundsException`), so callers read whole sectors first and judge
/// their contents afterwards.
@NullMarked
package sower.binary;

import org.jspecify.annotations.NullMarked;
