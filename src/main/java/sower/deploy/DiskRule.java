package sower.deploy;

import java.util.List;
import java.util.function.Predicate;

/// Which disk of a machine is meant. A rule only names disks; whether one may be written is asked
/// afterwards, so that a machine says what is wrong instead of taking another disk.
public sealed interface DiskRule {

    /// The built-in disk, where there is only one besides the disk the machine runs from.
    record Only() implements DiskRule {
        @Override
        public String toString() {
            return "only";
        }
    }

    /// The built-in disk that is smaller than the others.
    record Smallest() implements DiskRule {
        @Override
        public String toString() {
            return "smallest";
        }
    }

    /// The disk with this serial number.
    record Serial(String serial) implements DiskRule {
        @Override
        public String toString() {
            return "serial=" + serial;
        }
    }

    /// The disk with this world-wide name.
    record Wwn(String wwn) implements DiskRule {
        @Override
        public String toString() {
            return "wwn=" + wwn;
        }
    }

    /// The disk at this path, whichever it is.
    record At(String path) implements DiskRule {
        @Override
        public String toString() {
            return "path=" + path;
        }
    }

    /// The built-in disk whose size is in this range.
    ///
    /// @param least bytes, included
    /// @param most bytes, included
    record Size(ByteCount least, ByteCount most) implements DiskRule {
        public Size {
            if (least.bytes() > most.bytes()) {
                throw new IllegalArgumentException(
                        "'size=%s..%s' is no range: the smaller size comes first"
                                .formatted(least, most));
            }
        }

        @Override
        public String toString() {
            return "size=%s..%s".formatted(least, most);
        }
    }

    /// Reads what a rule's `toString` writes.
    ///
    /// @throws IllegalArgumentException with a sentence that says how a rule is written
    static DiskRule parse(String text) {
        var parts = text.strip().split("=", 2);
        var value = parts.length == 2 ? parts[1].strip() : "";
        boolean alone = parts.length == 1;
        boolean named = !value.isEmpty();
        if (alone && parts[0].equals("only")) {
            return new Only();
        }
        if (alone && parts[0].equals("smallest")) {
            return new Smallest();
        }
        if (named && parts[0].equals("serial")) {
            return new Serial(value);
        }
        if (named && parts[0].equals("wwn")) {
            return new Wwn(value);
        }
        if (named && parts[0].equals("path")) {
            return new At(value);
        }
        var ends = value.split("\\.\\.", -1);
        if (parts[0].equals("size") && ends.length == 2) {
            return new Size(ByteCount.parse(ends[0]), ByteCount.parse(ends[1]));
        }
        throw new IllegalArgumentException(
                "'%s' names no disk; write only, smallest, serial=…, wwn=…, path=… or size=100G..300G"
                        .formatted(text));
    }

    /// The disks that are meant: one, if all is well.
    default List<InventoryDisk> matches(List<InventoryDisk> disks) {
        Predicate<InventoryDisk> builtIn = disk -> !disk.removable() && !disk.system();
        long smallest =
                disks.stream().filter(builtIn).mapToLong(InventoryDisk::length).min().orElse(0);
        Predicate<InventoryDisk> meant =
                switch (this) {
                    case Only() -> builtIn;
                    case Smallest() -> builtIn.and(disk -> disk.length() == smallest);
                    case Serial(var serial) -> disk -> disk.serial().equals(serial);
                    case Wwn(var wwn) -> disk -> disk.wwn().equals(wwn);
                    case At(var path) -> disk -> disk.path().equals(path);
                    case Size(var least, var most) ->
                            builtIn.and(disk ->
                                    disk.length() >= least.bytes()
                                            && disk.length() <= most.bytes());
                };
        return disks.stream().filter(meant).toList();
    }
}
