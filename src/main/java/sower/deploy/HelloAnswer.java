package sower.deploy;

import org.jspecify.annotations.Nullable;

/// What the workstation answers a hello.
///
/// @param sentence for the person in front of the machine
/// @param disk for `WRITE` the disk as it was when it was released, else null
/// @param key for `WRITE` that of the run's closed swarm, hex; empty for an open one
public record HelloAnswer(Step step, String sentence, @Nullable InventoryDisk disk, String key)
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
        return new HelloAnswer(Step.WAIT, sentence, null, "");
    }

    static HelloAnswer write(InventoryDisk disk) {
        return new HelloAnswer(Step.WRITE, "released: " + disk.path() + " is written", disk, "");
    }

    static HelloAnswer leave(String sentence) {
        return new HelloAnswer(Step.LEAVE, sentence, null, "");
    }

    /// The same; who may write may enter the swarm as well.
    HelloAnswer with(String swarmKey) {
        return step == Step.WRITE ? new HelloAnswer(step, sentence, disk, swarmKey) : this;
    }
}
