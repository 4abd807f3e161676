/// What all pages share: the frame around them, words, units, colours, background work and
/// settings.
///
/// Knows no page. Models ([Jobs], [Preferences], [Units]) run without a stage.
///
/// Threads: the FX thread, except [Background]'s workers, and [Latest], which any thread may feed.
@NullMarked
package sower.desktop.shell;

import org.jspecify.annotations.NullMarked;
