/// Capture from the person's side: name and destination, the running capture, and what came of it.
///
/// The pages are views; whoever made them runs the capture off the view's thread and hands progress
/// through [sower.desktop.shell.Latest]. [sower.desktop.capture.BlockMapModel] runs without a
/// stage.
@NullMarked
package sower.desktop.capture;

import org.jspecify.annotations.NullMarked;
