package sower.control;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import sower.deploy.Directive;
import sower.deploy.Hello;
import sower.deploy.HelloAnswer;
import sower.deploy.MachineOrders;
import sower.deploy.MachineReport;
import sower.deploy.Rehearsal;

/// The room of a run.
record RehearsedRoom(Rehearsal rehearsal, ImageFiles files) implements Room {
    @Override
    public HelloAnswer hello(InetAddress from, Hello hello) {
        return rehearsal.hello(from, hello);
    }

    @Override
    public Optional<MachineOrders> report(InetAddress from, MachineReport report) {
        return rehearsal.report(from, report);
    }

    @Override
    public Optional<MachineOrders> orders(String id) {
        return rehearsal.orders(id);
    }

    @Override
    public Optional<Directive> afterwards(String id) {
        return rehearsal.directives().afterwards(id);
    }

    @Override
    public boolean released(String id) {
        return rehearsal.released(id);
    }

    @Override
    public Optional<byte[]> file(String name) throws IOException {
        return files.file(name);
    }
}
