package sower.desktop.deploy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import sower.deploy.DeploymentSnapshot;
import sower.deploy.MachineSnapshot;
import sower.deploy.RoomPlan;

/// The room through time. A machine is known by its id, because its name may be told late and its
/// port goes when it fails. On the view's thread only; needs no stage.
public final class RoomModel {
    private static final int SECONDS_SHOWN = 300;
    private static final Comparator<Peer> BY_NAME =
            Comparator.comparing((Peer peer) -> peer.now().name())
                    .thenComparing(peer -> peer.now().id());

    private final ReadOnlyObjectWrapper<@Nullable DeploymentSnapshot> now =
            new ReadOnlyObjectWrapper<>();
    private final Map<String, Peer> byId = new HashMap<>();
    private final ObservableList<Peer> peers = FXCollections.observableArrayList();
    private final Series seed = new Series(SECONDS_SHOWN);
    private final Series exchange = new Series(SECONDS_SHOWN);
    private final ReadOnlyObjectWrapper<RoomPlan> plan =
            new ReadOnlyObjectWrapper<>(RoomPlan.none(""));
    private final BooleanProperty net = new SimpleBooleanProperty(this, "net");
    private long tookMillis = -1;

    /// Takes one second's news. Peers that left are dropped from the list.
    public void accept(DeploymentSnapshot snapshot) {
        boolean over = RoomFigures.of(snapshot).ended();
        if (!over || tookMillis < 0) {
            seed.add(snapshot.seedRate());
            exchange.add(snapshot.exchangeRate());
        }
        if (!over) {
            tookMillis = -1;
        } else if (tookMillis < 0) {
            tookMillis = snapshot.millis();
        }
        var present = new HashSet<String>();
        for (MachineSnapshot machine : snapshot.machines()) {
            present.add(machine.id());
            Peer peer = byId.get(machine.id());
            if (peer == null) {
                peer = new Peer(machine);
                byId.put(machine.id(), peer);
                peers.add(peer);
            }
            peer.update(machine, snapshot.millis());
        }
        byId.keySet().retainAll(present);
        peers.removeIf(peer -> !present.contains(peer.now().id()));
        sortIfNeeded();
        now.set(snapshot);
    }

    /// The newest snapshot; nothing before the first.
    public ReadOnlyObjectProperty<@Nullable DeploymentSnapshot> nowProperty() {
        return now.getReadOnlyProperty();
    }

    /// Where a person has put the machines.
    public ReadOnlyObjectProperty<RoomPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    public void arrange(RoomPlan arranged) {
        plan.set(arranged);
    }

    /// Whether the net is looked at, and not the room.
    public BooleanProperty netProperty() {
        return net;
    }

    /// How long the room took when it has ended; negative before.
    long tookMillis() {
        return tookMillis;
    }

    /// In the order of their names, so that they stay where they are.
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

    private void sortIfNeeded() {
        for (int i = 1; i < peers.size(); i++) {
            if (BY_NAME.compare(peers.get(i - 1), peers.get(i)) > 0) {
                peers.sort(BY_NAME);
                return;
            }
        }
    }
}
