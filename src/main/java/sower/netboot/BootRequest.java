package sower.netboot;

/// A machine that starts from the network, as far as it has come.
///
/// @param mac its card's address; empty where it only fetches and nobody heard it ask before
/// @param address its own, empty while it has none
/// @param bytes of the file that it fetches or has fetched last
/// @param length of that file
/// @param seenMillis when something was heard of it last
public record BootRequest(
        String mac,
        Firmware firmware,
        Stage stage,
        String address,
        String file,
        long bytes,
        long length,
        long seenMillis) {

    /// What starts it.
    public enum Firmware {
        BIOS,
        UEFI,
        /// neither of the two on an x86 processor of 64 bits: there is nothing here for it
        OTHER
    }

    /// How far it is.
    public enum Stage {
        /// it was heard and offered something to boot, if there is something for it
        ASKS,
        LOADER,
        /// the loader is told what to fetch
        SCRIPT,
        KERNEL,
        SYSTEM,
        /// all of it was fetched
        STARTED
    }

    /// Whether it has the loader that nobody has signed, which its firmware may refuse to start.
    public boolean mayBeRefused() {
        return stage == Stage.LOADER && file.equals(BootFiles.IPXE_UEFI) && complete();
    }

    /// Whether the file was fetched to its end.
    public boolean complete() {
        return length > 0 && bytes >= length;
    }
}
