package sower.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import sower.deploy.Assignment;
import sower.deploy.PostStep;
import sower.image.Geometry;

/// What a run wants of its machines besides the image.
final class AssignmentOption {
    @Option(
            names = "--grow",
            paramLabel = "none|last|N",
            defaultValue = "none",
            description =
                    "Which partition takes what a larger disk has more, with its file system (ext2/3/4, NTFS, XFS, Btrfs, by their own programs on the machine) (default: ${DEFAULT-VALUE}).")
    private String grow;

    @Option(
            names = "--new-guid",
            description = "Each disk gets a GUID (MBR: a signature) of its own, not the master's.")
    private boolean newGuid;

    @Option(
            names = "--post",
            paramLabel = "FILE",
            description = {
                "What each machine does on its disk after it was written, a step a line: host-name lab-{n} (or {name}), machine-id, ssh-host-keys, script FILE, uefi-boot-entry [LABEL]; each may end with timeout=SECONDS."
            })
    private @Nullable Path post;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    Assignment assignment() throws IOException {
        try {
            var steps = post == null ? List.<PostStep>of() : PostFile.read(post);
            return new Assignment(Geometry.parse(grow, newGuid), steps);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
