package sower.run;

import java.net.InetSocketAddress;
import sower.deploy.Assignment;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal.Late;
import sower.deploy.Roster;

/// How a run is to be.
///
/// @param rule which disk of each machine is meant
/// @param late what becomes of machines that are ready only after the release
/// @param listen where machines find the workstation
/// @param peerPort of its BitTorrent end; 0 for any free one
/// @param assignment what is wanted besides the image
/// @param roster who is meant
public record RunOrder(
        DiskRule rule,
        Late late,
        InetSocketAddress listen,
        int peerPort,
        Assignment assignment,
        Roster roster) {

    /// One for everybody that wants nothing besides the image.
    public RunOrder(DiskRule rule, Late late, InetSocketAddress listen, int peerPort) {
        this(rule, late, listen, peerPort, Assignment.PLAIN, Roster.EVERYBODY);
    }
}
