package sower.metainfo;

/// From the first to the last byte of a volume that a piece has; between its runs there may be
/// others, which are not its own.
///
/// @param end the byte after the last one
public record Span(long begin, long end) {

    /// Of one piece of a volume.
    public static Span of(Metainfo metainfo, int piece) {
        long skip = metainfo.layout().offset(piece);
        long left = metainfo.layout().length(piece);
        long begin = Long.MAX_VALUE;
        long end = 0;
        for (var extent : metainfo.extents()) {
            long taken = Math.min(extent.length() - skip, left);
            if (taken > 0) {
                begin = Math.min(begin, extent.offset() + skip);
                end = Math.max(end, extent.offset() + skip + taken);
                left -= taken;
            }
            skip = Math.max(skip - extent.length(), 0);
        }
        return new Span(begin, end);
    }
}
