package sower.desktop.rehearsal;

import java.util.List;
import java.util.Optional;
import sower.deploy.RoomProfile;
import sower.deploy.Roster;

/// What there is to choose from where a room is opened.
///
/// @param addresses at which machines can find this computer
/// @param rooms that machines have been put into
/// @param profiles how rooms were opened last
public record RoomChoices(
        List<ListenAddress> addresses, List<Roster> rooms, List<RoomProfile> profiles) {
    /// Nothing is known of the site.
    public static final RoomChoices NONE = new RoomChoices(List.of(), List.of(), List.of());

    public RoomChoices {
        addresses = List.copyOf(addresses);
        rooms = List.copyOf(rooms);
        profiles = List.copyOf(profiles);
    }

    /// How this room was opened last.
    Optional<RoomProfile> last(Roster room) {
        return profiles.stream().filter(each -> each.room().equals(room.name())).findFirst();
    }
}
