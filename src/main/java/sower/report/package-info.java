/// A run on paper: what its record says, in words, for the file of the room.
///
/// [sower.report.RunReport] is the report in sentences and cells, the same for screen, printer and
/// [sower.report.ReportPdf]; [sower.report.ReportWords] is the language it is written in. It adds
/// nothing to the record and asks nobody.
///
/// Threads: none of its own; everything is immutable. Failures: an IOException where the PDF cannot
/// be written.
@NullMarked
package sower.report;

import org.jspecify.annotations.NullMarked;
