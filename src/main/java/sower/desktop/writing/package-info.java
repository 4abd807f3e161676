/// Writing an image to disks of this computer: which ones, and how they get on.
///
/// [sower.desktop.writing.TargetChoice] is what the person has chosen, without a stage: nothing at
/// first, never a disk that is locked, and a disk that is not as it was shown is chosen anew. Looks
/// and runs are made by whoever made the pages, off the view's thread.
@NullMarked
package sower.desktop.writing;

import org.jspecify.annotations.NullMarked;
