/// The command line: one class per command, each of them a few questions to the rooms below and a
/// few printed lines.
///
/// Invariant: results go to standard output, everything else to standard error; a failure is one
/// sentence there, never a stack trace unless `--debug` asks for it. Exit codes: 0 done, 1 failed,
/// 2 wrong usage, 3 refused for safety, 130 cancelled.
///
/// Threads: a command runs on the main thread; Ctrl-C is noticed by [sower.cli.Interruption], which
/// lets the command end by itself. Failures: commands throw what the rooms throw;
/// [sower.cli.CommandLineProgram] turns it into a sentence and a code.
@NullMarked
package sower.cli;

import org.jspecify.annotations.NullMarked;
