/// What other people's BitTorrent clients and ours do together: the format and the protocol as
/// everybody else understands them.
@NullMarked
package sower.interop;

import org.jspecify.annotations.NullMarked;
