package sower.disk;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What the kernel has said of disks, as far as it still knows it: its log is a ring, and is empty
/// for a user who may not read it.
public final class KernelLog {
    private static final int READ_ALL = 3; // SYSLOG_ACTION_READ_ALL: takes nothing out, never waits
    private static final int SIZE = 10; // SYSLOG_ACTION_SIZE_BUFFER

    // blk_print_req_error of block/blk-mq.c; before Linux 5.16 with the name of a function ahead
    private static final Pattern ERROR =
            Pattern.compile(
                    "(?:I/O error|critical medium error|timeout error|protection error), dev (\\S+?),? sector (\\d+)");
    // the same name is another disk from here on
    private static final Pattern NEW_DISK =
            Pattern.compile(
                    "\\[(sd[a-z]+)\\] \\d+ \\d+-byte logical blocks"
                            + "|(\\w+): detected capacity change from 0 to ");

    private final List<String> lines;

    private KernelLog(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /// A place that gave an error.
    ///
    /// @param sector of 512 bytes, of the disk
    /// @param line what was said of it last
    public record Trouble(long sector, String line) {}

    /// The log as it is now; empty where there is none to be read.
    public static KernelLog now() {
        try {
            if (OperatingSystem.here() != OperatingSystem.LINUX) {
                return new KernelLog(List.of());
            }
            var bytes = new byte[LibC.C.klogctl(SIZE, new byte[0], 0)];
            int count = LibC.C.klogctl(READ_ALL, bytes, bytes.length);
            return of(new String(bytes, 0, count, StandardCharsets.UTF_8));
        } catch (LastErrorException | IOException notAllowed) {
            System.getLogger(KernelLog.class.getName())
                    .log(System.Logger.Level.DEBUG, "the kernel's log is not read", notAllowed);
            return new KernelLog(List.of());
        }
    }

    /// A log as `dmesg` shows it.
    static KernelLog of(String text) {
        return new KernelLog(text.lines().toList());
    }

    /// Where reading or writing the disk failed, ascending; each place once.
    ///
    /// @param disk the kernel's name of it, such as `sdb`
    public List<Trouble> errors(String disk) {
        var found = new TreeMap<Long, String>();
        for (var line : lines) {
            var error = ERROR.matcher(line);
            if (error.find() && error.group(1).equals(disk)) {
                found.put(Long.parseLong(error.group(2)), line);
            }
            var other = NEW_DISK.matcher(line);
            if (other.find() && (disk.equals(other.group(1)) || disk.equals(other.group(2)))) {
                found.clear();
            }
        }
        var errors = new ArrayList<Trouble>();
        found.forEach((sector, line) -> errors.add(new Trouble(sector, line)));
        return errors;
    }
}
