package sower.filesystem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import sower.disk.ByteSource;
import sower.filesystem.btrfs.Btrfs;
import sower.filesystem.exfat.ExFat;
import sower.filesystem.ext4.Ext4;
import sower.filesystem.fat.Fat;
import sower.filesystem.lvm.Lvm;
import sower.filesystem.ntfs.Ntfs;
import sower.filesystem.swap.Swap;
import sower.filesystem.xfs.Xfs;

/// Recognises what is in a volume.
public final class Filesystems {
    private static final String UNKNOWN = "unknown";
    private static final Set<Condition> OUTER =
            Set.of(Condition.MEMBER, Condition.LUKS, Condition.BITLOCKER, Condition.DYNAMIC);

    private Filesystems() {}

    /// What is in `volume`; where nobody knows it, or where two formats claim it, it is a
    /// [WholeVolume].
    public static Filesystem probe(ByteSource volume) throws IOException {
        var found = single(volume);
        if (!found.kind().equals(Lvm.KIND)) {
            return found;
        }
        try {
            return Lvm.probe(volume, Filesystems::single).orElse(found);
        } catch (CorruptFilesystemException damaged) {
            return WholeVolume.named(Lvm.KIND, volume.length(), Condition.DAMAGED);
        }
    }

    /// The same, with no look into a physical volume.
    private static Filesystem single(ByteSource volume) throws IOException {
        var named = Signatures.find(volume);
        if (named.isPresent() && !Collections.disjoint(named.get().conditions(), OUTER)) {
            return named.get(); // what it looks like inside is not what it is
        }
        var claims = new ArrayList<Filesystem>();
        named.ifPresent(claims::add);
        Pools.zfs(volume).ifPresent(claims::add);
        Ext4.probe(volume).ifPresent(claims::add);
        Xfs.probe(volume).ifPresent(claims::add);
        Btrfs.probe(volume).ifPresent(claims::add);
        Swap.probe(volume).ifPresent(claims::add);
        Ntfs.probe(volume).ifPresent(claims::add);
        ExFat.probe(volume).ifPresent(claims::add);
        fat(volume).ifPresent(claims::add);
        return claims.size() == 1
                ? claims.getFirst()
                : WholeVolume.named(UNKNOWN, volume.length(), Condition.NOT_PARSED);
    }

    private static Optional<Filesystem> fat(ByteSource volume) throws IOException {
        try {
            return Fat.probe(volume);
        } catch (CorruptFilesystemException damaged) {
            return Optional.of(WholeVolume.named("vfat", volume.length(), Condition.DAMAGED));
        }
    }
}
