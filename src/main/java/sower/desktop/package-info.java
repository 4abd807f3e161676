/// The window: shows what the other rooms know and asks them for what the person at the desk wants.
///
/// Owns the stage, its pages and nothing else: every fact on screen comes from a record of another
/// room. [sower.desktop.Workstation] makes all parts and passes them on; there is no registry and
/// no injection. Sub-packages are one page each, `shell` is what they share.
///
/// Threads: everything here belongs to the FX thread unless its comment says otherwise. The FX
/// thread never waits, reads or computes; work goes to [sower.desktop.shell.Background], news comes
/// back through [sower.desktop.shell.Latest].
///
/// Failures: an exception of a job becomes one sentence with its remedy
/// ([sower.desktop.shell.Problem]) on the page that asked for the job; the trace goes to the log.
@NullMarked
package sower.desktop;

import org.jspecify.annotations.NullMarked;
