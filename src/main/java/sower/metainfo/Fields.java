package sower.metainfo;

import bt.bencoding.model.BEObject;
import bt.bencoding.types.BEInteger;
import bt.bencoding.types.BEList;
import bt.bencoding.types.BEString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values of a torrent's dictionaries: what is needed must be there, and of its kind.
final class Fields {
    private static final int MOST_WEB_SEEDS = 16;

    private Fields() {}

    static String text(@Nullable BEObject<?> value, String key) throws MetainfoException {
        return new String(bytes(value, key), StandardCharsets.UTF_8);
    }

    static byte[] bytes(@Nullable BEObject<?> value, String key) throws MetainfoException {
        if (value instanceof BEString string) {
            return string.getValue();
        }
        throw new MetainfoException("The torrent is damaged: '" + key + "' is missing.");
    }

    static long number(@Nullable BEObject<?> value, String key) throws MetainfoException {
        if (value instanceof BEInteger integer) {
            try {
                return integer.longValueExact();
            } catch (ArithmeticException e) {
                throw new MetainfoException(
                        "The torrent is damaged: '" + key + "' is no number that a disk can have.",
                        e);
            }
        }
        throw new MetainfoException("The torrent is damaged: '" + key + "' is missing.");
    }

    /// `url-list` is a text or a list of them; what is no such thing counts for nothing.
    static List<String> webSeeds(@Nullable BEObject<?> value) {
        var some = value instanceof BEList list ? list.getValue().stream() : Stream.of(value);
        return some.flatMap(Fields::texts)
                .filter(url -> !url.isEmpty())
                .distinct()
                .limit(MOST_WEB_SEEDS)
                .toList();
    }

    /// The value as a text; nothing where it is none.
    static Stream<String> texts(@Nullable BEObject<?> value) {
        return value instanceof BEString text ? Stream.of(text.getValueAsString()) : Stream.empty();
    }

    /// One as a text, and several as a list of texts.
    static BEObject<?> encode(List<String> texts) {
        var all = texts.stream().map(BEString::new).toList();
        return all.size() == 1 ? all.getFirst() : new BEList(all);
    }
}
