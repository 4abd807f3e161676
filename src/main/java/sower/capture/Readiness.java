package sower.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sower.disk.Disk;
import sower.disk.KernelLog;
import sower.filesystem.Condition;
import sower.filesystem.Filesystem;
import sower.filesystem.WholeVolume;
import sower.image.Manifest;
import sower.partition.FoundTable;
import sower.partition.Mbr;
import sower.partition.PartitionTable;

/// Collects what speaks for and against capturing a disk.
final class Readiness {
    private static final int SECTOR = 512;

    private final Disk disk;
    private final List<Finding> findings = new ArrayList<>();

    Readiness(Disk disk) {
        this.disk = disk;
    }

    /// The table by which the disk is captured; empty where it is captured as one volume, because
    /// there is no table, or because more belongs to the disk than the table tells.
    Optional<PartitionTable> usable(FoundTable found) {
        for (var flaw : found.flaws()) {
            boolean file = disk.transport() == Disk.Transport.FILE;
            if (flaw != FoundTable.Flaw.OTHER_SECTORS || !file) { // a file's are not known
                add(severity(flaw), 0, key(flaw), disk.name(), CapturePlan.size(disk.length()));
            }
        }
        if (disk.logicalSectorSize() > SECTOR) {
            add(
                    Finding.Severity.INFO,
                    0,
                    "large-sectors",
                    disk.name(),
                    "" + disk.logicalSectorSize());
        }
        if (found.flaws().contains(FoundTable.Flaw.CHAIN_BROKEN)) {
            return Optional.empty();
        }
        if (found.table().isPresent()
                && found.table().get() instanceof Mbr mbr
                && mbr.isDynamic()) {
            add(
                    Finding.Severity.WARNING,
                    0,
                    "dynamic-disk",
                    disk.name(),
                    CapturePlan.size(disk.length()));
            return Optional.empty();
        }
        if (found.table().isEmpty() && !found.flaws().contains(FoundTable.Flaw.GPT_LOST)) {
            add(Finding.Severity.INFO, 0, "no-table", disk.name());
        }
        return found.table();
    }

    /// A disk whose beginning and end are zero.
    void empty() {
        add(Finding.Severity.WARNING, 0, "empty", disk.name(), CapturePlan.size(disk.length()));
    }

    /// What a file system says of itself.
    ///
    /// @param length bytes of the volume
    void conditions(int slot, String name, Filesystem filesystem, long length) {
        for (var condition : filesystem.conditions()) {
            var key = key(condition, filesystem);
            if (!(key.equals("dynamic") && has("dynamic-disk"))) {
                var size = CapturePlan.size(length);
                add(severity(condition), slot, key, name, size, filesystem.kind());
            }
        }
    }

    void damaged(int slot, String name, long length) {
        add(Finding.Severity.WARNING, slot, "damaged", name, CapturePlan.size(length));
    }

    /// What describes a volume could not be read.
    void unreadable(int slot, String name, long length) {
        add(Finding.Severity.WARNING, slot, "unreadable", name, CapturePlan.size(length));
    }

    /// What the system has met on this disk since it was started.
    void kernelErrors(List<KernelLog.Trouble> errors) {
        if (!errors.isEmpty()) {
            var first = errors.getFirst();
            var key = errors.size() == 1 ? "kernel-error" : "kernel-errors";
            add(
                    Finding.Severity.WARNING,
                    0,
                    key,
                    disk.name(),
                    "" + first.sector(),
                    "" + errors.size());
        }
    }

    /// All findings, with what the running system does to the planned volumes.
    List<Finding> of(List<PlannedVolume> volumes) {
        for (var use : disk.uses()) {
            var planned = volumes.stream().filter(volume -> isOn(use, volume)).findFirst();
            boolean swap =
                    planned.isPresent() && planned.get().contents() != Manifest.Contents.DATA;
            if (use.kind() == Disk.Use.Kind.SWAP || swap) {
                continue; // not read at all
            }
            int slot = planned.map(PlannedVolume::slot).orElse(0);
            var key = use.kind() == Disk.Use.Kind.MOUNTED ? "mounted" : "held";
            add(Finding.Severity.BLOCKING, slot, key, use.device().toString(), use.where());
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return findings;
    }

    private boolean isOn(Disk.Use use, PlannedVolume volume) {
        var device = String.valueOf(use.device().getFileName());
        return device.equals(VolumeProbe.partitionName(disk.name(), volume.slot()));
    }

    private static Finding.Severity severity(FoundTable.Flaw flaw) {
        return switch (flaw) {
            case STALE_BACKUP, NOT_PROTECTED -> Finding.Severity.INFO;
            case PRIMARY_DAMAGED, BACKUP_DAMAGED, GPT_LOST, CHAIN_BROKEN, OTHER_SECTORS ->
                    Finding.Severity.WARNING;
        };
    }

    private static String key(FoundTable.Flaw flaw) {
        return switch (flaw) {
            case PRIMARY_DAMAGED -> "gpt-primary-damaged";
            case BACKUP_DAMAGED -> "gpt-backup-damaged";
            case GPT_LOST -> "gpt-lost";
            case STALE_BACKUP -> "gpt-stale";
            case NOT_PROTECTED -> "gpt-not-protected";
            case CHAIN_BROKEN -> "chain-broken";
            case OTHER_SECTORS -> "other-sectors";
        };
    }

    private static Finding.Severity severity(Condition condition) {
        return switch (condition) {
            case NOT_PARSED, PARTLY_PARSED, UNKNOWN_FEATURE -> Finding.Severity.INFO;
            case DAMAGED,
                    NEEDS_RECOVERY,
                    NOT_CLEAN,
                    CHECK_DUE,
                    MEDIA_FAILURE,
                    EXTERNAL_JOURNAL,
                    LUKS,
                    BITLOCKER,
                    HIBERNATED,
                    MEMBER,
                    DYNAMIC ->
                    Finding.Severity.WARNING;
        };
    }

    private static String key(Condition condition, Filesystem filesystem) {
        boolean windows = "ntfs".equals(filesystem.kind());
        return switch (condition) {
            case NOT_PARSED -> isNamed(filesystem) ? "not-parsed-named" : "not-parsed";
            case UNKNOWN_FEATURE -> "unknown-feature";
            case DAMAGED -> "damaged";
            case NEEDS_RECOVERY -> windows ? "needs-recovery-windows" : "needs-recovery";
            case NOT_CLEAN -> filesystem instanceof WholeVolume ? "not-clean-whole" : "not-clean";
            case CHECK_DUE -> "check-due";
            case MEDIA_FAILURE -> "media-failure";
            case EXTERNAL_JOURNAL -> "external-journal";
            case LUKS -> "luks";
            case BITLOCKER -> "bitlocker";
            case HIBERNATED -> windows ? "hibernated-windows" : "hibernated";
            case MEMBER -> "member";
            case DYNAMIC -> "dynamic";
            case PARTLY_PARSED -> "partly-parsed";
        };
    }

    private static boolean isNamed(Filesystem filesystem) {
        return !filesystem.kind().equals("unknown");
    }

    private boolean has(String key) {
        return findings.stream().anyMatch(finding -> finding.key().equals(key));
    }

    private void add(Finding.Severity severity, int slot, String key, String... args) {
        findings.add(new Finding(severity, slot, key, List.of(args)));
    }
}
