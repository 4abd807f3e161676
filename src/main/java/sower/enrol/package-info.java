/// Who may take part in a run, and how both ends know.
///
/// A workstation has a [sower.enrol.SiteAuthority], the site's own certificate authority. A machine
/// makes a key pair ([sower.enrol.MachineCredentials]) and asks ([sower.enrol.Enrolment]) with the
/// run's [sower.enrol.Ticket], or shows a [sower.enrol.ShortCode] that the technician confirms;
/// [sower.enrol.Gate] answers, with a certificate for the machine's [sower.enrol.MachineIdentity].
/// [sower.enrol.EnrolledMachines] remembers who was let in.
///
/// Invariants: a machine's private key never leaves it; a ticket is good for one run; what is
/// refused is said in one sentence to the one who asked and to the run's record. Opens no socket:
/// `control` uses the [javax.net.ssl.SSLContext]s made here. Thread-safe; files are read and
/// written where a method throws IOException.
@NullMarked
package sower.enrol;

import org.jspecify.annotations.NullMarked;
