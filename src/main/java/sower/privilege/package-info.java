/// Work that takes root's rights is done by small processes of root's, and never by the window.
///
/// [Privileged] starts one of them by pkexec, which asks the person for a password and shows the
/// command line; [Caller] is how such a process makes sure whom it serves. What is said on their
/// streams is its own business.
@NullMarked
package sower.privilege;

import org.jspecify.annotations.NullMarked;
