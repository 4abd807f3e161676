/// Sower: one master disk becomes a BitTorrent image and goes to a whole room.
///
/// Only the entry point is here. The rooms of the house are the packages below, ground floor first:
/// see README.md.
@NullMarked
package sower;

import org.jspecify.annotations.NullMarked;
