/// The report of a run on screen and on the printer. What it says comes from
/// [sower.report.RunReport]; threads: the FX thread.
@NullMarked
package sower.desktop.report;

import org.jspecify.annotations.NullMarked;
