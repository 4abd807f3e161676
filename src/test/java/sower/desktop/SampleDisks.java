package sower.desktop;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import sower.capture.Finding;
import sower.desktop.disks.Section;
import sower.desktop.disks.SurveyedDisk;
import sower.desktop.images.ShelvedImage;
import sower.disk.Disk;
import sower.disk.Extent;
import sower.image.Manifest;

/// Made-up disks and images to draw pictures of.
final class SampleDisks {
    private static final long MB = 1_000_000;
    private static final long GB = 1_000_000_000;

    private SampleDisks() {}

    static List<SurveyedDisk> all() {
        return List.of(master(), usb(), system(), unreadable());
    }

    static SurveyedDisk master() {
        return new SurveyedDisk(
                disk(
                        "nvme0n1",
                        "Samsung SSD 980 PRO",
                        "S5GXNX0T",
                        500 * GB,
                        Disk.Transport.NVME,
                        false),
                false,
                List.of(
                        section(1, 0, 512 * MB, "nvme0n1p1", "EFI", "vfat", 33 * MB),
                        section(2, 512 * MB, 16 * MB, "nvme0n1p2", "", "", -1),
                        section(3, 528 * MB, 210 * GB, "nvme0n1p3", "Windows", "ntfs", 64 * GB),
                        section(4, 211 * GB, 180 * GB, "nvme0n1p4", "home", "ext4", 121 * GB),
                        section(5, 391 * GB, 16 * GB, "nvme0n1p5", "", "swap", 0),
                        new Section(
                                0,
                                new Extent(407 * GB, 93 * GB),
                                Section.Kind.FREE,
                                "",
                                "",
                                "",
                                0,
                                "")),
                Optional.empty(),
                List.of(
                        new Finding(
                                Finding.Severity.WARNING,
                                3,
                                "hibernated",
                                List.of("nvme0n1p3 (Windows)")),
                        new Finding(
                                Finding.Severity.INFO,
                                3,
                                "not-parsed",
                                List.of("nvme0n1p3 (Windows)", "210.0 GB"))),
                "",
                false);
    }

    private static SurveyedDisk usb() {
        return new SurveyedDisk(
                disk("sdb", "SanDisk Extreme", "AA010203", 64 * GB, Disk.Transport.USB, false),
                false,
                List.of(section(1, 0, 64 * GB, "sdb1", "MASTER", "exfat", 22 * GB)),
                Optional.empty(),
                List.of(),
                "",
                false);
    }

    static SurveyedDisk system() {
        return new SurveyedDisk(
                disk("sda", "WDC WD10EZEX-08W", "WCC6Y4", 1000 * GB, Disk.Transport.SATA, true),
                false,
                List.of(
                        section(1, 0, 512 * MB, "sda1", "", "vfat", 6 * MB),
                        section(2, 512 * MB, 990 * GB, "sda2", "root", "ext4", 402 * GB)),
                Optional.empty(),
                List.of(
                        new Finding(
                                Finding.Severity.BLOCKING,
                                2,
                                "mounted",
                                List.of("/dev/sda2", "/"))),
                "",
                false);
    }

    private static SurveyedDisk unreadable() {
        return new SurveyedDisk(
                disk("sdc", "KINGSTON SA400", "50026B77", 240 * GB, Disk.Transport.SATA, false),
                false,
                List.of(
                        new Section(
                                0,
                                new Extent(0, 240 * GB),
                                Section.Kind.WHOLE,
                                "sdc",
                                "",
                                "",
                                -1,
                                "")),
                Optional.empty(),
                List.of(),
                "Sower may not read /dev/sdc. Remedy: start Sower with administrator rights, then"
                        + " refresh.",
                false);
    }

    static ShelvedImage image(String name, int version, boolean practice) {
        var volumes =
                List.of(
                        volume("nvme0n1p1", 1, "vfat", 33 * MB, Manifest.Contents.DATA),
                        volume("nvme0n1p3", 3, "ntfs", 64 * GB, Manifest.Contents.DATA),
                        volume("nvme0n1p4", 4, "ext4", 12 * GB, Manifest.Contents.DATA),
                        volume("nvme0n1p5", 5, "swap", 0, Manifest.Contents.SWAP));
        return new ShelvedImage(
                Path.of("library", name),
                new Manifest(
                        Manifest.FORMAT,
                        name,
                        version,
                        version - 1,
                        version == 1 ? "" : "With the CAD package, for rooms 201 and 202",
                        Instant.parse("2026-03-14T09:26:53Z"),
                        new Manifest.Source("Samsung SSD 980 PRO", "S5GXNX0T", 500 * GB, 512),
                        new Manifest.Layout("gpt", "", 512, List.of(), ""),
                        volumes,
                        ""),
                practice);
    }

    private static Manifest.Volume volume(
            String name, int slot, String filesystem, long used, Manifest.Contents contents) {
        return new Manifest.Volume(
                name,
                slot,
                0,
                used * 2,
                contents,
                filesystem,
                "",
                "",
                4096,
                used,
                used,
                contents == Manifest.Contents.DATA
                        ? "8f3ac1%02d44e0b9d27c5561f0aa83be9d1c44e%02d".formatted(slot, slot)
                        : "",
                1 << 24,
                List.of(),
                List.of());
    }

    private static Section section(
            int slot, long offset, long length, String name, String label, String fs, long used) {
        return new Section(
                slot,
                new Extent(offset, length),
                Section.Kind.PARTITION,
                name,
                label,
                fs,
                used,
                name.equals("sda2") ? "/" : "");
    }

    private static Disk disk(
            String name,
            String model,
            String serial,
            long length,
            Disk.Transport transport,
            boolean system) {
        return new Disk(
                name,
                Path.of("/dev/" + name),
                model,
                serial,
                "",
                length,
                512,
                4096,
                transport == Disk.Transport.SATA && system,
                transport == Disk.Transport.USB,
                false,
                transport,
                system,
                system
                        ? List.of(
                                new Disk.Use(
                                        Path.of("/dev/" + name + "2"), Disk.Use.Kind.MOUNTED, "/"))
                        : List.of());
    }
}
