package sower.desktop.rehearsal;

import java.net.InetSocketAddress;
import sower.deploy.DiskRule;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RoomProfile;
import sower.deploy.Roster;
import sower.desktop.images.ShelvedImage;

/// The room that a person wants to open.
///
/// @param listen where machines find this computer
/// @param rule which disk of each machine is meant
/// @param late what becomes of machines that come after the release
/// @param roster who is meant
public record RoomOrder(
        ShelvedImage image, InetSocketAddress listen, DiskRule rule, Late late, Roster roster) {

    /// The same for the next time.
    public RoomProfile profile() {
        return new RoomProfile(
                roster.name(),
                listen.getAddress().getHostAddress(),
                listen.getPort(),
                rule.toString());
    }
}
