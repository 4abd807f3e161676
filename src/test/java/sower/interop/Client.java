package sower.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sower.Needs;

/// A BitTorrent client that ordinary people use. Each is started the same way for both directions:
/// it looks at what is in the folder, fetches what is missing and then seeds until it is killed.
///
/// Whatever it can do beyond TCP and a tracker on loopback is switched off.
enum Client {
    TRANSMISSION {
        @Override
        void needs() {
            Needs.tool("transmission-cli");
        }

        @Override
        List<String> command(String torrent, Path data, Path home, int port, boolean encrypted)
                throws IOException {
            // transmission-cli has options for the ports only
            var settings =
                    """
                    {"bind-address-ipv4": "%s", "bind-address-ipv6": "%s",
                     "dht-enabled": false, "lpd-enabled": false, "pex-enabled": false,
                     "utp-enabled": false, "port-forwarding-enabled": false, "encryption": %d,
                     "ratio-limit-enabled": false, "trash-original-torrent-files": false}
                    """
                            .formatted(
                                    encrypted ? "0.0.0.0" : "127.0.0.1",
                                    encrypted ? "::" : "::1",
                                    encrypted ? 2 : 0);
            Files.writeString(home.resolve("settings.json"), settings);
            return List.of(
                    "transmission-cli",
                    "-g",
                    home.toString(),
                    "-w",
                    data.toString(),
                    "-p",
                    "" + port,
                    "-M",
                    torrent);
        }

        @Override
        boolean callsLoopback() {
            return false;
        }

        @Override
        boolean mayEndWithTheMetainfo() {
            return true; // it may take the pause after it for the end
        }
    },

    ARIA2 {
        @Override
        void needs() {
            Needs.tool("aria2c");
        }

        @Override
        List<String> command(String torrent, Path data, Path home, int port, boolean encrypted) {
            return List.of(
                    "aria2c",
                    "--no-conf=true",
                    "--interface=127.0.0.1",
                    "--disable-ipv6=true",
                    "--listen-port=" + port,
                    "--dir=" + data,
                    "--check-integrity=true",
                    "--allow-overwrite=true",
                    "--file-allocation=none",
                    "--seed-ratio=0.0", // for ever
                    "--enable-dht=false",
                    "--enable-dht6=false",
                    "--bt-enable-lpd=false",
                    "--enable-peer-exchange=false",
                    "--summary-interval=0",
                    "--bt-require-crypto=" + encrypted,
                    "--bt-min-crypto-level=" + (encrypted ? "arc4" : "plain"),
                    torrent);
        }
    },

    QBITTORRENT {
        @Override
        void needs() {
            Needs.tool("qbittorrent-nox");
        }

        @Override
        List<String> command(String torrent, Path data, Path home, int port, boolean encrypted)
                throws IOException {
            var folder = Files.createDirectories(home.resolve("qBittorrent/config"));
            var settings =
                    """
                    [LegalNotice]
                    Accepted=true
                    [BitTorrent]
                    Session\\BTProtocol=TCP
                    Session\\DHTEnabled=false
                    Session\\Encryption=%d
                    Session\\InterfaceAddress=127.0.0.1
                    Session\\LSDEnabled=false
                    Session\\MultiConnectionsPerIp=true
                    Session\\PeXEnabled=false
                    [Network]
                    PortForwardingEnabled=false
                    [Preferences]
                    WebUI\\Address=127.0.0.1
                    """
                            .formatted(encrypted ? 1 : 2);
            Files.writeString(folder.resolve("qBittorrent.conf"), settings);
            return List.of(
                    "qbittorrent-nox",
                    "--profile=" + home,
                    "--webui-port=" + ClientsRoom.freePort(),
                    "--torrenting-port=" + port,
                    "--save-path=" + data,
                    torrent);
        }
    },

    LIBTORRENT {
        @Override
        void needs() {
            Needs.that(
                    pythons().findAny().isPresent(),
                    "this test needs libtorrent for Python (python3-libtorrent)");
        }

        @Override
        List<String> command(String torrent, Path data, Path home, int port, boolean encrypted)
                throws IOException {
            var script = home.resolve("libtorrent_peer.py");
            try (var in = Client.class.getResourceAsStream("libtorrent_peer.py")) {
                if (in == null) {
                    throw new IOException("libtorrent_peer.py is missing");
                }
                Files.copy(in, script);
            }
            return List.of(
                    pythons().findAny().orElseThrow(),
                    script.toString(),
                    torrent,
                    data.toString(),
                    "" + port,
                    encrypted ? "encrypted" : "plain");
        }

        // The first on the path may be one that the distribution's packages are not for.
        private static Stream<String> pythons() {
            return Stream.of("python3", "/usr/bin/python3").filter(Client::hasLibtorrent);
        }
    };

    /// Skips the test where the client is not installed.
    abstract void needs();

    /// Whether it calls peers on loopback, and does not only wait to be called.
    boolean callsLoopback() {
        return true;
    }

    /// Whether it must be started again when it has fetched the metainfo.
    boolean mayEndWithTheMetainfo() {
        return false;
    }

    /// How to start it.
    ///
    /// @param torrent a file, or a magnet link
    /// @param data the folder that holds (or will hold) the folder of the torrent's name
    /// @param home empty, for whatever the client keeps
    /// @param encrypted whether it is to talk with nobody but by RC4
    abstract List<String> command(String torrent, Path data, Path home, int port, boolean encrypted)
            throws IOException;

    /// Starts it; what it says goes to `home/log`.
    Process start(String torrent, Path data, Path home, int port, boolean encrypted)
            throws IOException {
        Files.createDirectories(home);
        var builder = new ProcessBuilder(command(torrent, data, home, port, encrypted));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.put("LC_ALL", "C.UTF-8");
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    private static boolean hasLibtorrent(String python) {
        try {
            var process =
                    new ProcessBuilder(python, "-c", "import libtorrent")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
