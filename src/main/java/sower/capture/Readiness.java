package sower.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sower.disk.Disk;
import sower.filesystem.Condition;
import sower.filesystem.Filesystem;
import sower.filesystem.WholeVolume;
import sower.image.Manifest;

/// Collects what speaks for and against capturing a disk.
final class Readiness {
    private final Disk disk;
    private final List<Finding> findings = new ArrayList<>();

    Readiness(Disk disk) {
        this.disk = disk;
    }

    void noTable() {
        add(Finding.Severity.INFO, 0, "no-table", disk.name());
    }

    /// What a file system says of itself.
    ///
    /// @param length bytes of the volume
    void conditions(int slot, String name, Filesystem filesystem, long length) {
        for (var condition : filesystem.conditions()) {
            add(
                    severity(condition),
                    slot,
                    key(condition, filesystem),
                    name,
                    CapturePlan.size(length));
        }
    }

    void damaged(int slot, String name, long length) {
        add(Finding.Severity.WARNING, slot, "damaged", name, CapturePlan.size(length));
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

    private static Finding.Severity severity(Condition condition) {
        return switch (condition) {
            case NOT_PARSED, UNKNOWN_FEATURE -> Finding.Severity.INFO;
            case DAMAGED,
                    NEEDS_RECOVERY,
                    NOT_CLEAN,
                    CHECK_DUE,
                    MEDIA_FAILURE,
                    EXTERNAL_JOURNAL,
                    LUKS,
                    BITLOCKER,
                    HIBERNATED,
                    MEMBER ->
                    Finding.Severity.WARNING;
        };
    }

    private static String key(Condition condition, Filesystem filesystem) {
        boolean windows = "ntfs".equals(filesystem.kind());
        return switch (condition) {
            case NOT_PARSED -> "not-parsed";
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
        };
    }

    private void add(Finding.Severity severity, int slot, String key, String... args) {
        findings.add(new Finding(severity, slot, key, List.of(args)));
    }
}
