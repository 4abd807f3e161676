/// What became of a run, kept in the library's folder `runs`.
///
/// [sower.record.RunLog] appends a run's events to `<run>.jsonl`, one JSON object a line, each on
/// the medium before what it tells of is done. Nothing in it is ever changed, so whatever moment
/// the power goes, the log says what was true; a line that was torn by it is not there.
/// [sower.record.RunRecord] is what the events add up to, per machine, and can be exported.
///
/// One program writes a log, which it holds locked; others may read it meanwhile. A failure is an
/// IOException in one sentence, or [java.io.UncheckedIOException] where the deployment's journal
/// allows no other.
@NullMarked
package sower.record;

import org.jspecify.annotations.NullMarked;
