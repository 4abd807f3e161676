/// The Disks page: every disk drawn to scale, the choice of what to capture, and the well it goes
/// to.
///
/// [sower.desktop.disks.SurveyedDisk] is what is known of a disk, made off the view's thread by
/// [sower.desktop.disks.Survey]; [sower.desktop.disks.Selection] is what the person chose. Both run
/// without a stage. The rest are views of them, on the FX thread.
///
/// A disk that cannot be read is still shown, with the reason; only a listing that fails as a whole
/// becomes a problem on the page.
@NullMarked
package sower.desktop.disks;

import org.jspecify.annotations.NullMarked;
