package sower.netboot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sower.Programs;

/// A wire between two machines, each a network namespace or this machine; needs root.
///
/// @param here namespace of the one that serves; empty for this machine's own
/// @param there namespace of the other
public record Wire(String here, String there) implements AutoCloseable {
    /// Address of the one that serves.
    public static final String HERE = "10.93.9.1";

    /// The other one's card.
    public static final String CARD = "52:54:00:93:09:02";

    /// @param apart whether the serving end is a namespace too
    public static Wire make(boolean apart) throws IOException {
        var tag = "swb" + ProcessHandle.current().pid() % 10000;
        var wire = new Wire(apart ? tag + "a" : "", tag + "b");
        Programs.run("ip", "netns", "add", wire.there);
        if (apart) {
            Programs.run("ip", "netns", "add", wire.here);
        }
        wire.at(
                wire.here,
                "ip",
                "link",
                "add",
                tag,
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "netns",
                wire.there);
        wire.at(wire.here, "ip", "addr", "add", HERE + "/24", "dev", tag);
        wire.at(wire.here, "ip", "link", "set", tag, "up");
        wire.at(wire.there, "ip", "link", "set", "eth0", "address", CARD, "up");
        return wire;
    }

    /// A command of the one that serves.
    public List<String> command(List<String> command) {
        return in(here, command.stream());
    }

    /// The other one asks for an address, as its firmware does that wants to boot.
    ///
    /// @return what the asking program said
    public String ask() throws IOException {
        return at(
                there,
                "busybox",
                "udhcpc",
                "-i",
                "eth0",
                "-n",
                "-q",
                "-t",
                "20",
                "-T",
                "1",
                "-V",
                "PXEClient:Arch:00000:UNDI:002001",
                "-x",
                "0x5d:0000",
                "-s",
                "/bin/true");
    }

    private String at(String namespace, String... command) throws IOException {
        return Programs.run(in(namespace, Stream.of(command)).toArray(String[]::new));
    }

    private static List<String> in(String namespace, Stream<String> command) {
        var all = new ArrayList<String>();
        if (!namespace.isEmpty()) {
            all.addAll(List.of("ip", "netns", "exec", namespace));
        }
        command.forEach(all::add);
        return all;
    }

    @Override
    public void close() throws IOException {
        Programs.attempt("", "ip", "netns", "del", there); // and with it both ends
        if (!here.isEmpty()) {
            Programs.attempt("", "ip", "netns", "del", here);
        }
    }
}
