package sower.netboot;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a person switches on: where machines are answered, and where they are sent.
///
/// @param here our address in their network
/// @param workstation `host:port` of the control port that they come to
/// @param range of addresses of our own; empty beside another DHCP server
public record BootPlan(InetAddress here, String workstation, Optional<BootRange> range) {

    public BootPlan {
        order(workstation);
    }

    private static BootOrder order(String workstation) {
        return new BootOrder(workstation, Optional.empty());
    }

    /// The same, but machines come to the control port of a room that is open already.
    public BootPlan to(int port) {
        return new BootPlan(here, here.getHostAddress() + ":" + port, range);
    }

    /// As a privileged process gets it, so that the question for the password shows it.
    List<String> arguments() {
        var words = new ArrayList<>(List.of(here.getHostAddress(), workstation));
        range.ifPresent(addresses -> words.add(addresses.toString()));
        return words;
    }

    /// @throws IllegalArgumentException in a clause, if these are no [#arguments]
    static BootPlan parse(List<String> arguments) {
        if (arguments.size() < 2 || arguments.size() > 3) {
            throw new IllegalArgumentException("an address, a workstation and maybe a range");
        }
        return new BootPlan(
                Inet4Address.ofLiteral(arguments.get(0)),
                arguments.get(1),
                arguments.stream().skip(2).map(BootRange::parse).findFirst());
    }

    /// Opens it here and now, with what is handed out to any machine that asks.
    NetBoot open(BootFiles files) throws IOException {
        return NetBoot.open(new NetBoot.Service(here, range, files, order(workstation), _ -> true));
    }
}
