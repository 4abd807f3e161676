package sower.desktop.deploy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;

/// The room through time. A machine is known by its address, because its name may be told late. On
/// the view's thread only; needs no stage.
public final class RoomModel {
    private static final int SECONDS_SHOWN = 300;

    private final ReadOnlyObjectWrapper<@Nullable DeploymentSnapshot> now =
            new ReadOnlyObjectWrapper<>();
    private final Map<String, Peer> byAddress = new HashMap<>();
    private final ObservableList<Peer> peers = FXCollections.observableArrayList();
    private final Series seed = new Series(SECONDS_SHOWN);
    private final Series exchange = new Series(SECONDS_SHOWN);

    /// Takes one second's news. Peers that left are dropped from the list.
    public void accept(DeploymentSnapshot snapshot) {
        seed.add(snapshot.seedRate());
        exchange.add(snapshot.exchangeRate());
        var present = new HashSet<String>();
        for (MachineSnapshot machine : snapshot.machines()) {
            present.add(machine.address());
            Peer peer = byAddress.get(machine.address());
            if (peer == null) {
                peer = new Peer(machine);
                byAddress.put(machine.address(), peer);
                peers.add(peer);
            }
            peer.update(machine, snapshot.millis());
        }
        byAddress.keySet().retainAll(present);
        peers.removeIf(peer -> !present.contains(peer.now().address()));
        now.set(snapshot);
    }

    /// The newest snapshot; nothing before the first.
    public ReadOnlyObjectProperty<@Nullable DeploymentSnapshot> nowProperty() {
        return now.getReadOnlyProperty();
    }

    ObservableList<Peer> peers() {
        return FXCollections.unmodifiableObservableList(peers);
    }

    /// Bytes per second sent by this workstation.
    Series seed() {
        return seed;
    }

    /// Bytes per second sent from machine to machine.
    Series exchange() {
        return exchange;
    }
}
