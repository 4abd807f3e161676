/// The network doctor: what of the network can go wrong before a room is opened, as far as one
/// computer sees it. Looks only; changes nothing and sends nothing.
@NullMarked
package sower.desktop.network;

import org.jspecify.annotations.NullMarked;
