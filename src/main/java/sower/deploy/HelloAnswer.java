package sower.deploy;

import org.jspecify.annotations.Nullable;

/// What the workstation answers a hello.
///
/// @param sentence for the person in front of the machine
/// @param disk for `WRITE` the disk as it was when it was released, else null
/// @param key for `WRITE` that of the run's closed swarm, hex; empty for an open one
/// @param manifest for `WRITE` SHA-256 of the image's manifest, hex: what was released, and nothing
///   else
/// @param assignment for `WRITE` what the run wants besides the image
public record HelloAnswer(
        Step step,
        String sentence,
        @Nullable InventoryDisk disk,
        String key,
        String manifest,
        Assignment assignment)
        implements ToMachine {
    /// What the agent does next.
    public enum Step {
        /// touch nothing and say hello again
        WAIT,
        /// the run is released: write `disk`, if it still is as it was
        WRITE,
        /// touch nothing; the run is over without this machine
        LEAVE
    }

    /// Nothing is decided yet.
    ///
    /// @param sentence for the person in front of the machine
    public static HelloAnswer await(String sentence) {
        return new HelloAnswer(Step.WAIT, sentence, null, "", "", Assignment.PLAIN);
    }

    static HelloAnswer write(InventoryDisk disk) {
        var sentence = "released: " + disk.path() + " is written";
        return new HelloAnswer(Step.WRITE, sentence, disk, "", "", Assignment.PLAIN);
    }

    static HelloAnswer leave(String sentence) {
        return new HelloAnswer(Step.LEAVE, sentence, null, "", "", Assignment.PLAIN);
    }

    /// The same; who may write may enter the swarm as well, and is told what is wanted.
    HelloAnswer with(String swarmKey, String fingerprint, Assignment wanted) {
        return step == Step.WRITE
                ? new HelloAnswer(step, sentence, disk, swarmKey, fingerprint, wanted)
                : this;
    }
}
