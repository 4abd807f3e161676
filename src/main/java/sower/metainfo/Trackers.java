package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEList;
import bt.bencoding.types.BEString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A torrent's trackers (BEP 12): those of a tier are equal, and a tier is asked when none of the
/// tiers before it answers.
///
/// @param tiers URLs of any kind, no tier empty
public record Trackers(List<List<String>> tiers) {
    /// Of a torrent that names none.
    public static final Trackers NONE = new Trackers(List.of());

    private static final int MOST = 64;

    public Trackers {
        tiers = tiers.stream().<List<String>>map(List::copyOf).toList();
    }

    /// A tier each; empty ones are left out.
    public static Trackers of(List<String> urls) {
        return new Trackers(
                urls.stream().filter(url -> !url.isEmpty()).limit(MOST).map(List::of).toList());
    }

    /// What a torrent says: `announce-list`, or `announce` where there is none.
    static Trackers of(Map<String, BEObject<?>> root) {
        var tiers = new ArrayList<List<String>>();
        if (root.get("announce-list") instanceof BEList list) {
            list.getValue().stream().limit(MOST).map(Trackers::tier).forEach(tiers::add);
        }
        tiers.removeIf(List::isEmpty);
        return tiers.isEmpty() ? of(text(root.get("announce")).toList()) : new Trackers(tiers);
    }

    private static List<String> tier(BEObject<?> value) {
        return value instanceof BEList urls
                ? urls.getValue().stream().limit(MOST).flatMap(Trackers::text).toList()
                : List.of();
    }

    private static Stream<String> text(@Nullable BEObject<?> value) {
        return Fields.texts(value).filter(url -> !url.isEmpty());
    }

    public boolean isEmpty() {
        return tiers.isEmpty();
    }

    /// The one for clients that know of one only.
    Optional<String> first() {
        return tiers.stream().flatMap(List::stream).findFirst();
    }

    /// As `announce-list` has it.
    BEList encode() {
        return new BEList(tiers.stream().map(Trackers::encode).toList());
    }

    private static BEObject<?> encode(List<String> tier) {
        return new BEList(tier.stream().map(BEString::new).toList());
    }
}
