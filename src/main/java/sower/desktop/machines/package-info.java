/// The Machines page: who is enrolled at this site, who waits to be let in, and the sheet on which
/// a person compares a code.
///
/// Everything it shows comes from [sower.enrol.EnrolledMachines]. Threads: the FX thread.
@NullMarked
package sower.desktop.machines;

import org.jspecify.annotations.NullMarked;
