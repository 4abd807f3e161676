/// The Deploy page before the run: open a room, see what every machine would do, release it.
///
/// [sower.desktop.rehearsal.RehearsalModel] holds what [sower.deploy.Rehearsal] tells once a second
/// and what the person has chosen of it; nothing is chosen beforehand, and a machine whose plan
/// changes is no longer chosen. [sower.desktop.rehearsal.ReleaseQuestion] is what must be answered
/// before anything is written. Both run without a stage; so do the words
/// ([sower.desktop.rehearsal.PlanWords], [sower.desktop.rehearsal.RuleEntry]).
///
/// Threads: the FX thread, but for [sower.desktop.rehearsal.LateComers] and
/// [sower.desktop.rehearsal.ListenAddress], which say so.
@NullMarked
package sower.desktop.rehearsal;

import org.jspecify.annotations.NullMarked;
