package sower.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sower.swarm.EngineOptions;
import sower.target.Survey;

/// What a machine that is written may be told of itself; the same for `target` and `restore`.
final class MachineOptions {
    @Option(names = "--name", description = "This machine's name (default: its host name).")
    private @Nullable String name;

    @Option(names = "--listen", paramLabel = "ADDRESS", defaultValue = "0.0.0.0")
    private InetAddress listen;

    @Option(names = "--peer-port", paramLabel = "PORT", defaultValue = "0")
    private int peerPort;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description =
                    "Budget for blocks in MiB (default: by this machine's memory, from 64 with 1 GiB to 256 with 2.5 GiB and more).")
    private @Nullable Integer memory;

    @Option(
            names = "--site",
            paramLabel = "WORD",
            defaultValue = "",
            description =
                    "Where in the building this machine is (default: its IP network). Over the cable to another site an image goes about once.")
    private String site;

    String name() {
        return Optional.ofNullable(name).orElseGet(MachineOptions::hostName);
    }

    EngineOptions engine() {
        return EngineOptions.target(listen, peerPort).withMemory(memory()).at(site.strip());
    }

    private long memory() {
        return memory == null ? EngineOptions.targetMemory(Survey.memory()) : (long) memory << 20;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }
}
