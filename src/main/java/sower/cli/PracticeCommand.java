package sower.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sower.capture.Capture;
import sower.capture.CapturePlan;
import sower.deploy.Deployment;
import sower.deploy.Phase;
import sower.disk.BlockDevice;
import sower.image.Image;
import sower.practice.PracticeRoom;

/// `sower practice`: the whole way, from a master disk to proofs, without hardware.
@Command(
        name = "practice",
        mixinStandardHelpOptions = true,
        description = "Rehearse a whole room on this machine, with disks in files; no root needed.")
final class PracticeCommand implements Callable<Integer> {
    private static final long LEAST = 64L << 20;
    private static final long POLL_MILLIS = 200;

    @Option(
            names = "--machines",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many machines (default: ${DEFAULT-VALUE}).")
    private int machines;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "256M",
            description = "Of every disk, such as 256M or 1G (default: ${DEFAULT-VALUE}).")
    private String size;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep the disks and the image there (default: removed at the end).")
    private @Nullable Path keep;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long length = bytes();
        if (machines < 1 || machines > 100) {
            throw new ParameterException(spec.commandLine(), "--machines: 1 to 100 are possible");
        }
        var folder = keep == null ? Files.createTempDirectory("sower-practice") : keep;
        try (var interruption = new Interruption();
                var room = PracticeRoom.open(folder, machines, length)) {
            var image = capture(room, interruption);
            var deployment = room.deploy(image);
            return follow(deployment, interruption);
        } finally {
            if (keep == null) {
                remove(folder);
            }
        }
    }

    private Image capture(PracticeRoom room, Interruption interruption) throws IOException {
        var out = spec.commandLine().getOut();
        var master = room.master();
        out.println("practice: the master disk is " + master.path());
        CapturePlan plan;
        try (var source = BlockDevice.openSource(master.path())) {
            plan = CapturePlan.of(master, source);
        }
        var line = new ProgressLine(spec.commandLine().getErr());
        var capture = new Capture(plan, room.library(), "practice", "", Capture.Options.of(false));
        var image = capture.run(line, interruption);
        line.end();
        out.printf("captured %s%n", Quantity.bytes(plan.usedBytes()));
        return image;
    }

    private int follow(Deployment deployment, Interruption interruption) throws IOException {
        var out = spec.commandLine().getOut();
        var view = new RoomView(out);
        deployment.listen(view);
        while (!interruption.getAsBoolean()) {
            var room = deployment.snapshot();
            if (room.machines().size() == machines
                    && room.machines().stream().allMatch(row -> row.phase().ended())) {
                out.println("proof per machine:");
                room.machines().forEach(row -> out.println(RoomView.row(row)));
                out.println(RoomView.summary(room));
                out.flush();
                return room.count(Phase.DONE) == machines ? 0 : CommandLineProgram.FAILED;
            }
            Waiting.millis(POLL_MILLIS);
        }
        return CommandLineProgram.CANCELLED;
    }

    private long bytes() {
        if (!size.matches("[0-9]{1,9}[MG]")) {
            throw new ParameterException(
                    spec.commandLine(), "--size: write it like 256M or 1G, not " + size);
        }
        int shift = size.endsWith("G") ? 30 : 20;
        long length = Long.parseLong(size.substring(0, size.length() - 1)) << shift;
        if (length < LEAST) {
            throw new ParameterException(spec.commandLine(), "--size: at least 64M");
        }
        return length;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
