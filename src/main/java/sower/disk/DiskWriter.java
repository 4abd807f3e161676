package sower.disk;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The privileged process that writes disks for a window that may not; pkexec starts it.
///
/// The disks that it may write are its arguments, a [DiskIdentity] each: they stand in the question
/// to which the person gives the password, so whoever else gets hold of its streams can write
/// nothing that was not released there. Each is opened once, by the rules of every target, and no
/// other disk is opened at all, not even for reading.
public final class DiskWriter implements DiskServer.Grant {
    static final String GREETING = "sower disk writer 1";

    private final Disks disks;
    private final Set<DiskIdentity> released;

    DiskWriter(Disks disks, Set<DiskIdentity> released) {
        this.disks = disks;
        this.released = new HashSet<>(released);
    }

    /// Ends with 3 where it refuses to begin or to go on.
    ///
    /// @param released the disks that the person has released
    public static void main(String[] released) {
        DiskServer.run(() -> {
            var identities = new HashSet<DiskIdentity>();
            for (var text : List.of(released)) {
                identities.add(DiskIdentity.parse(text));
            }
            return new DiskWriter(LocalDisks.of(), identities);
        });
    }

    @Override
    public String greeting() {
        return GREETING;
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public Medium open(String name) throws IOException {
        var identity = DiskIdentity.parse(name);
        if (!released.contains(identity)) {
            throw new RefusedException(
                    identity.path() + " was not released in this run, or was written already");
        }
        var path = identity.path();
        boolean listed =
                disks.list(true).stream().anyMatch(disk -> DiskIdentity.of(disk).equals(identity));
        if (!listed || !path.toRealPath().equals(path)) {
            throw new RefusedException(path + " is not the disk any more that was released");
        }
        var medium = TargetSafety.claim(identity, disks);
        released.remove(identity);
        return medium;
    }
}
