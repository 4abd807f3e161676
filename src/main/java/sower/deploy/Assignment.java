package sower.deploy;

import java.util.ArrayList;
import java.util.List;
import sower.image.Geometry;

/// What a run wants of every machine besides the image: the same for all, but for the names in its
/// steps.
///
/// @param steps after the table was written, in this order
public record Assignment(Geometry geometry, List<PostStep> steps) {
    /// The image as it was captured, and nothing else.
    public static final Assignment PLAIN = new Assignment(Geometry.AS_CAPTURED, List.of());

    public Assignment {
        steps = List.copyOf(steps);
    }

    /// For one machine.
    Assignment of(int number, String name) {
        return new Assignment(geometry, steps.stream().map(step -> step.of(number, name)).toList());
    }

    /// What the steps change, a phrase each.
    List<String> words() {
        var words = new ArrayList<String>();
        for (var step : steps) {
            words.add(
                    switch (step.kind()) {
                        case HOST_NAME -> "host name " + step.value();
                        case MACHINE_ID -> "a machine id of its own";
                        case SSH_HOST_KEYS -> "SSH host keys of its own";
                        case SCRIPT -> "a script";
                        case UEFI_BOOT_ENTRY -> "a boot entry in the firmware";
                    });
        }
        return words;
    }
}
