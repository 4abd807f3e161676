/// The Images page: what the library holds, as cards.
///
/// [sower.desktop.images.ShelvedImage] is one image with what the page tells of it; the library is
/// read and changed by whoever made the page, off the view's thread.
@NullMarked
package sower.desktop.images;

import org.jspecify.annotations.NullMarked;
