package sower.desktop.writing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import sower.deploy.Reason;
import sower.deploy.Verdict;
import sower.local.LocalTarget;

/// The disks of this computer and which of them the person has chosen. On the view's thread only.
public final class TargetChoice {
    private final Set<LocalTarget> chosen = new LinkedHashSet<>();
    private List<LocalTarget> targets = List.of();

    /// Takes what a new look has found. What is not as it was is not chosen any more.
    public void accept(List<LocalTarget> found) {
        targets = List.copyOf(found);
        chosen.retainAll(targets);
    }

    /// Whether one of them could not be looked at.
    public boolean unread() {
        return targets.stream()
                .anyMatch(target ->
                        target.verdict() instanceof Verdict.StandsAside(var reason)
                                && reason instanceof Reason.Unreadable);
    }

    List<LocalTarget> targets() {
        return targets;
    }

    /// In the order in which they are shown.
    public List<LocalTarget> chosen() {
        var inOrder = new ArrayList<>(targets);
        inOrder.retainAll(chosen);
        return inOrder;
    }

    boolean chosen(LocalTarget target) {
        return chosen.contains(target);
    }

    void choose(LocalTarget target, boolean wanted) {
        if (wanted && target.ready() && targets.contains(target)) {
            chosen.add(target);
        } else {
            chosen.remove(target);
        }
    }
}
