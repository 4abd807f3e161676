package sower.room;

import java.io.IOException;
import java.util.List;
import sower.Programs;

/// Machines of a room, each in a network namespace of its own, on one bridge with a slow link each;
/// needs root. Closing removes all of it.
record Network(List<String> machines, String bridge) implements AutoCloseable {
    private static final String PREFIX = "10.93.7.";

    /// @param names of the machines; the first is the workstation
    /// @param rate of every link in each direction, as `tc` writes it
    static Network make(String rate, String... names) throws IOException {
        var tag = "sw" + ProcessHandle.current().pid() % 10000;
        var network =
                new Network(List.of(names).stream().map(name -> tag + "-" + name).toList(), tag);
        Programs.run("ip", "netns", "add", tag);
        network.inside("ip", "link", "add", "br0", "type", "bridge");
        network.inside("ip", "link", "set", "br0", "up");
        for (int i = 0; i < names.length; i++) {
            network.plug(i, rate);
        }
        return network;
    }

    /// The address of a machine.
    String address(int machine) {
        return PREFIX + (machine + 1);
    }

    /// A port of the switch for a machine that is played by a program in the switch's namespace.
    void tap(String name) throws IOException {
        inside("ip", "tuntap", "add", name, "mode", "tap");
        inside("ip", "link", "set", name, "master", "br0", "up");
    }

    /// Pulls a machine's cable, or plugs it in again.
    void cable(int machine, boolean plugged) throws IOException {
        inside("ip", "link", "set", "port" + machine, plugged ? "up" : "down");
    }

    /// Two machines hear nothing of each other any more, or do again; all others hear both.
    void apart(int one, int other, boolean now) throws IOException {
        unreachable(one, other, now);
        unreachable(other, one, now);
    }

    /// What is sent goes to a card that nobody has, so that it is lost without a word.
    private void unreachable(int from, int to, boolean now) throws IOException {
        var neighbour = new String[] {"ip", "-n", machines.get(from), "neigh"};
        if (now) {
            Programs.run(
                    neighbour[0],
                    neighbour[1],
                    neighbour[2],
                    neighbour[3],
                    "replace",
                    address(to),
                    "lladdr",
                    "02:00:00:00:00:99",
                    "nud",
                    "permanent",
                    "dev",
                    "eth0");
        } else {
            Programs.run(
                    neighbour[0],
                    neighbour[1],
                    neighbour[2],
                    neighbour[3],
                    "del",
                    address(to),
                    "dev",
                    "eth0");
        }
    }

    /// Gives a machine's link another rate in each direction.
    void shape(int machine, String rate) throws IOException {
        shape("replace", machines.get(machine), "eth0", rate);
        shape("replace", bridge, "port" + machine, rate);
    }

    private void plug(int i, String rate) throws IOException {
        var machine = machines.get(i);
        var port = "port" + i;
        Programs.run("ip", "netns", "add", machine);
        inside("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", machine);
        inside("ip", "link", "set", port, "master", "br0", "up");
        var in = new String[] {"ip", "-n", machine};
        Programs.run(in[0], in[1], in[2], "addr", "add", address(i) + "/24", "dev", "eth0");
        Programs.run(in[0], in[1], in[2], "link", "set", "eth0", "up");
        Programs.run(in[0], in[1], in[2], "link", "set", "lo", "up");
        shape("add", machine, "eth0", rate);
        shape("add", bridge, port, rate);
    }

    private static void shape(String how, String namespace, String device, String rate)
            throws IOException {
        Programs.run(
                "ip", "netns", "exec", namespace, "tc", "qdisc", how, "dev", device, "root", "tbf",
                "rate", rate, "burst", "128k", "latency", "50ms");
    }

    private void inside(String... command) throws IOException {
        var all = new String[command.length + 4];
        System.arraycopy(new String[] {"ip", "netns", "exec", bridge}, 0, all, 0, 4);
        System.arraycopy(command, 0, all, 4, command.length);
        Programs.run(all);
    }

    @Override
    public void close() throws IOException {
        for (var machine : machines) {
            Programs.attempt("", "ip", "netns", "del", machine);
        }
        Programs.attempt("", "ip", "netns", "del", bridge);
    }
}
