package sower.desktop.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sower.desktop.network.Advice.Case;
import sower.desktop.rehearsal.ListenAddress;
import sower.disk.Sysfs;

/// A look at this computer's network: addresses, links, the control port, firewalls. Reads sysfs
/// and /proc on Linux; elsewhere it says what it cannot see. Takes a moment, so not on the view's
/// thread.
public final class NetworkLook {
    private static final int GIGABIT = 1000;
    private static final String LISTENING = "0A"; // include/net/tcp_states.h

    private final Path root;
    private final int port;

    /// @param root where `sys`, `proc` and `etc` are: `/` but for tests
    /// @param port at which machines come
    public NetworkLook(Path root, int port) {
        this.root = root;
        this.port = port;
    }

    /// This computer's, with the port that rooms are usually opened at.
    public static List<Advice> here() throws IOException {
        return new NetworkLook(Path.of("/"), ListenAddress.USUAL_PORT).look();
    }

    public List<Advice> look() throws IOException {
        var found = new ArrayList<Advice>();
        found.add(addresses());
        found.addAll(links());
        found.add(port());
        found.add(firewall());
        return found;
    }

    private static Advice addresses() throws IOException {
        var there =
                ListenAddress.reachable().stream()
                        .map(each -> each.address().getHostAddress() + " (" + each.network() + ")")
                        .collect(Collectors.joining(", "));
        return there.isEmpty() ? Advice.of(Case.NO_ADDRESS) : Advice.of(Case.ADDRESSES, there);
    }

    /// One for each interface that leads out of this computer.
    List<Advice> links() throws IOException {
        var found = new ArrayList<Advice>();
        for (Path link : Sysfs.visible(root.resolve("sys/class/net"))) {
            boolean real = Files.exists(link.resolve("device"));
            if (real && !Sysfs.text(link.resolve("type")).equals("772")) { // ARPHRD_LOOPBACK
                found.add(link(link));
            }
        }
        return found;
    }

    private static Advice link(Path link) {
        var name = String.valueOf(link.getFileName());
        if (Files.exists(link.resolve("wireless"))) {
            return Advice.of(Case.LINK_WIRELESS, name);
        }
        if (!Sysfs.text(link.resolve("carrier")).equals("1")) {
            return Advice.of(Case.LINK_DOWN, name);
        }
        int megabits = (int) Sysfs.count(link.resolve("speed"));
        if (megabits <= 0) {
            return Advice.of(Case.LINK_UNKNOWN, name);
        }
        if (Sysfs.text(link.resolve("duplex")).equals("half")) {
            return Advice.of(Case.LINK_HALF, name, megabits);
        }
        return Advice.of(megabits < GIGABIT ? Case.LINK_SLOW : Case.LINK_GOOD, name, megabits);
    }

    /// Whether machines could come, tried by listening for a moment.
    private Advice port() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return Advice.of(Case.PORT_FREE, String.valueOf(port));
        } catch (IOException taken) {
            var owner = listeningInode().flatMap(this::owner);
            var text = String.valueOf(port);
            if (owner.filter(each -> each.equals(self())).isPresent()) {
                return Advice.of(Case.PORT_OURS, text);
            }
            return owner.map(each -> Advice.of(Case.PORT_TAKEN, text, command(each)))
                    .orElseGet(() -> Advice.of(Case.PORT_TAKEN_BY_SOMEBODY, text));
        }
    }

    /// proc_pid_net(5): the second column is the local address, the fourth the state, the tenth the
    /// inode.
    private Optional<String> listeningInode() {
        var end = ":%04X".formatted(port);
        return Stream.of("tcp", "tcp6")
                .flatMap(file -> Sysfs.text(root.resolve("proc/net/" + file)).lines())
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row.length > 9)
                .filter(row -> row[1].endsWith(end) && row[3].equals(LISTENING))
                .map(row -> row[9])
                .findFirst();
    }

    /// The process that holds the socket, where this user may see it.
    private Optional<Path> owner(String inode) {
        var socket = "socket:[" + inode + "]";
        for (Path process : Sysfs.visible(root.resolve("proc"))) {
            for (Path file : Sysfs.visible(process.resolve("fd"))) {
                try {
                    if (Files.readSymbolicLink(file).toString().equals(socket)) {
                        return Optional.of(process);
                    }
                } catch (IOException closedMeanwhile) {
                    // or another user's
                }
            }
        }
        return Optional.empty();
    }

    private Path self() {
        return root.resolve("proc").resolve(String.valueOf(ProcessHandle.current().pid()));
    }

    private static String command(Path process) {
        return "%s (%s)".formatted(Sysfs.text(process.resolve("comm")), process.getFileName());
    }

    private Advice firewall() {
        if (!Files.isDirectory(root.resolve("proc/net"))) {
            return Advice.of(Case.FIREWALL_UNSEEN);
        }
        var text = String.valueOf(port);
        if (Sysfs.text(root.resolve("etc/ufw/ufw.conf")).lines().anyMatch("ENABLED=yes"::equals)) {
            return Advice.of(Case.FIREWALL, "ufw", text);
        }
        if (Sysfs.visible(root.resolve("proc")).stream()
                .anyMatch(process -> Sysfs.text(process.resolve("comm")).equals("firewalld"))) {
            return Advice.of(Case.FIREWALL, "firewalld", text);
        }
        var rules = nftables();
        if (rules.isEmpty()) {
            return Advice.of(Case.FIREWALL_UNSEEN);
        }
        return drops(rules.get())
                ? Advice.of(Case.FIREWALL, "nftables", text)
                : Advice.of(Case.FIREWALL_NONE);
    }

    /// Whether what comes in is turned away unless a rule lets it in.
    static boolean drops(String rules) {
        return rules.lines().anyMatch(line -> line.contains("hook input") && line.contains("drop"));
    }

    /// The rules, where the program is there and this user may read them.
    private static Optional<String> nftables() {
        try {
            var process = new ProcessBuilder("nft", "list", "ruleset").start();
            process.getOutputStream().close();
            var rules = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(2, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(rules) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
