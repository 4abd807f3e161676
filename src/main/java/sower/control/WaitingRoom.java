package sower.control;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import sower.deploy.Directive;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.Rehearsal;

/// A room while its image is still being captured: machines are known by name and told to wait.
/// Nothing is handed out, because there is nothing.
public final class WaitingRoom implements Room {
    private final HelloAnswer answer;
    private final Map<String, String> names = new ConcurrentSkipListMap<>(); // by id

    /// @param sentence for the person in front of a machine
    public WaitingRoom(String sentence) {
        this.answer = HelloAnswer.await(sentence);
    }

    /// Names of the machines that have been here.
    public List<String> machines() {
        return List.copyOf(names.values());
    }

    @Override
    public HelloAnswer hello(InetAddress from, Hello hello) {
        if (names.size() >= Rehearsal.MOST_MACHINES && !names.containsKey(hello.id())) {
            throw new IllegalArgumentException(
                    "more than " + Rehearsal.MOST_MACHINES + " machines");
        }
        names.put(hello.id(), hello.name());
        return answer;
    }

    @Override
    public Optional<MachineOrders> report(InetAddress from, MachineReport report) {
        return Optional.empty(); // of a run before
    }

    @Override
    public Optional<MachineOrders> orders(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Directive> afterwards(String id) {
        return Optional.empty();
    }

    @Override
    public boolean released(String id) {
        return false;
    }

    @Override
    public Optional<byte[]> file(String name) {
        return Optional.empty();
    }
}
