package sower.filesystem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sower.binary.Structure;
import sower.disk.ByteSource;

/// Formats that are recognised by name and not parsed yet. Offsets are from each format's own
/// documentation; a volume is known by the first one that fits.
final class Signatures {
    private static final int HEAD = 128 << 10;
    private static final int BTRFS = 64 << 10;
    private static final String BITLOCKER_TO_GO = "4967D63B-2E29-4AD8-8399-F6A339E3D001";
    private static final long MD_MAGIC = 0xA92B4EFCL;
    private static final int LDM = 6 * 512; // where a disk with an MBR has its first PRIVHEAD
    private static final String BCACHE = // a UUID
            "\u00C6\u0085s\u00F6N\u001AE\u00CA\u0082e\u00F5\u007FH\u00BAm\u0081";

    private final Structure head;
    private final long length;

    private Signatures(Structure head, long length) {
        this.head = head;
        this.length = length;
    }

    static Optional<WholeVolume> find(ByteSource volume) throws IOException {
        var bytes = new byte[HEAD];
        int there = (int) Math.min(HEAD, volume.length());
        System.arraycopy(volume.bytes(0, there), 0, bytes, 0, there);
        var found = new Signatures(Structure.littleEndian(bytes), volume.length()).name();
        if (found.isEmpty() && hasRaidAtEnd(volume)) {
            return Optional.of(raid(volume.length()));
        }
        return found.isPresent() ? found : Pools.firmwareRaid(volume);
    }

    private Optional<WholeVolume> name() {
        if (head.holds(0, "LUKS\u00BA\u00BE")) {
            var uuid = head.text(168, 40, StandardCharsets.US_ASCII); // uuid, versions 1 and 2
            return Optional.of(named("crypto_LUKS", Condition.LUKS).called("", uuid));
        }
        if (head.holds(LDM, "PRIVHEAD")) { // of a disk with an MBR
            return Optional.of(named("dynamic", Condition.DYNAMIC));
        }
        if (head.holds(3, "-FVE-FS-") || head.guid(424).equals(BITLOCKER_TO_GO)) {
            return Optional.of(named("BitLocker", Condition.BITLOCKER));
        }
        if (head.u32(4096) == MD_MAGIC || head.u32(0) == MD_MAGIC) {
            return Optional.of(raid(length));
        }
        var mapped = mapped();
        if (mapped.isPresent()) {
            return mapped.map(kind -> Pools.member(kind, length));
        }
        for (int sector = 0; sector < 4; sector++) {
            if (head.holds(sector * 512, "LABELONE") && head.holds(sector * 512 + 24, "LVM2")) {
                return Optional.of(named("LVM2_member", Condition.MEMBER, Condition.NOT_PARSED));
            }
        }
        return otherName().map(kind -> named(kind, Condition.NOT_PARSED));
    }

    /// What the device-mapper and its kin put a layer on.
    private Optional<String> mapped() {
        if (head.holds(4096 + 24, BCACHE)) {
            return Optional.of("bcache");
        }
        if (head.holds(0, "integrt\0")) {
            return Optional.of("DM_integrity");
        }
        if (head.holds(0, "verity\0\0")) {
            return Optional.of("DM_verity_hash");
        }
        return head.holds(0, "dmvdo001") ? Optional.of("vdo") : Optional.empty();
    }

    private Optional<String> otherName() {
        if (head.holds(3, "ReFS\0\0\0\0") && head.holds(16, "FSRS")) {
            return Optional.of("ReFS");
        }
        if (head.holds(32, "NXSB")) {
            return Optional.of("apfs");
        }
        if (head.holds(1024, "H+") || head.holds(1024, "HX")) {
            return Optional.of("hfsplus");
        }
        if (head.holds(1024, "BD")) {
            return Optional.of("hfs");
        }
        if (head.u32(1024) == 0xF2F52010L) {
            return Optional.of("f2fs");
        }
        if (head.holds(0, "hsqs")) {
            return Optional.of("squashfs");
        }
        if (head.holds(32769, "CD001")) {
            return Optional.of("iso9660");
        }
        return head.holds(BTRFS + 52, "ReIsEr") ? Optional.of("reiserfs") : Optional.empty();
    }

    /// Versions 0.90 and 1.0 of Linux RAID keep their superblock at the end, so that the volume
    /// begins like the file system inside it.
    private static boolean hasRaidAtEnd(ByteSource volume) throws IOException {
        long version0 = volume.length() / 65536 * 65536 - 65536;
        long version1 = (volume.length() / 512 - 16) / 8 * 8 * 512;
        return isRaid(volume, version0) || isRaid(volume, version1);
    }

    private static boolean isRaid(ByteSource volume, long offset) throws IOException {
        if (offset <= 0 || offset + 4 > volume.length()) {
            return false;
        }
        return Structure.littleEndian(volume.bytes(offset, 4)).u32(0) == MD_MAGIC;
    }

    private static WholeVolume raid(long length) {
        return Pools.member("linux_raid_member", length);
    }

    private WholeVolume named(String kind, Condition... conditions) {
        return WholeVolume.named(kind, length, conditions);
    }
}
