package sower.deploy;

import java.util.List;
import sower.image.Change;
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

    /// What the steps change.
    List<Change> changes() {
        return steps.stream().map(Assignment::change).toList();
    }

    private static Change change(PostStep step) {
        return switch (step.kind()) {
            case HOST_NAME -> Change.of(Change.What.HOST_NAME, step.value());
            case MACHINE_ID -> Change.of(Change.What.MACHINE_ID);
            case SSH_HOST_KEYS -> Change.of(Change.What.SSH_HOST_KEYS);
            case SCRIPT -> Change.of(Change.What.SCRIPT);
            case UEFI_BOOT_ENTRY -> Change.of(Change.What.UEFI_BOOT_ENTRY);
        };
    }
}
