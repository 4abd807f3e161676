package sower.exchange.clonezilla;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import sower.disk.Extent;
import sower.partition.Partition;

/// What `sfdisk -d` says of a disk: lines `key: value`, then one per partition.
///
/// @param label `gpt` or `dos`; empty in dumps of sfdisk before 2.26, which knew only the latter
/// @param id the disk's GUID, or its signature as `0x` and digits; empty likewise
/// @param sectorSize bytes; 0 where the dump does not say
/// @param partitions with MBR types and GUIDs as [Partition] has them; sectors count `unit` bytes
record SfdiskDump(String label, String id, int sectorSize, List<Partition> partitions) {
    private static final Pattern HEAD = Pattern.compile("([a-z-]+): *(.*)");
    private static final Pattern ENTRY = Pattern.compile("(\\S*?)(\\d+) *: *(start *=.*)");
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z]+) *= *(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\\s]+)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");
    private static final Map<String, Long> ATTRIBUTES =
            Map.of("RequiredPartition", 1L, "NoBlockIOProtocol", 2L, "LegacyBIOSBootable", 4L);

    SfdiskDump {
        partitions = List.copyOf(partitions);
    }

    /// Reads a dump.
    ///
    /// @param sectorSize bytes of a sector where the dump does not say
    /// @param where for sentences: the file
    static SfdiskDump parse(String text, int sectorSize, String where) throws IOException {
        var head = new HashMap<String, String>();
        var entries = new ArrayList<String>();
        for (var line : text.lines().map(String::strip).toList()) {
            var pair = HEAD.matcher(line);
            if (ENTRY.matcher(line).matches()) {
                entries.add(line);
            } else if (pair.matches()) {
                head.put(pair.group(1), pair.group(2));
            }
        }
        try {
            int unit = Integer.parseInt(head.getOrDefault("sector-size", "" + sectorSize));
            var label = head.getOrDefault("label", "");
            var partitions = new ArrayList<Partition>();
            for (var entry : entries) {
                var partition = partition(entry, unit, label.equals("gpt"));
                if (partition.extent().length() > 0) { // old dumps list unused entries too
                    partitions.add(partition);
                }
            }
            int said = head.containsKey("sector-size") ? unit : 0;
            return new SfdiskDump(label, head.getOrDefault("label-id", ""), said, partitions);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(
                    "%s is no dump of sfdisk: %s".formatted(where, e.getMessage()), e);
        }
    }

    private static Partition partition(String line, int unit, boolean gpt) {
        var entry = ENTRY.matcher(line);
        if (!entry.matches()) {
            throw new IllegalArgumentException(line);
        }
        var fields = new HashMap<String, String>();
        var field = FIELD.matcher(entry.group(3));
        while (field.find()) {
            fields.put(field.group(1), unquoted(field.group(2)));
        }
        long start = Math.multiplyExact(number(fields, "start"), unit);
        long size = Math.multiplyExact(number(fields, "size"), unit);
        var type = fields.getOrDefault("type", fields.getOrDefault("Id", ""));
        boolean active = line.replaceAll("\"[^\"]*\"", "").contains("bootable");
        return new Partition(
                Integer.parseInt(entry.group(2)),
                new Extent(start, size),
                gpt
                        ? type.toUpperCase(Locale.ROOT)
                        : HexFormat.of().toHexDigits(HexFormat.fromHexDigits(type), 2),
                fields.getOrDefault("uuid", "").toUpperCase(Locale.ROOT),
                fields.getOrDefault("name", ""),
                gpt ? attributes(fields.getOrDefault("attrs", "")) : active ? 0x80 : 0);
    }

    private static long number(Map<String, String> fields, String name) {
        return Long.parseLong(fields.getOrDefault(name, "none"));
    }

    /// `RequiredPartition GUID:60,63`.
    private static long attributes(String words) {
        long bits = 0;
        for (var word : words.split("[ ,]+", -1)) {
            var bit = word.replaceFirst("^GUID:", "");
            if (ATTRIBUTES.containsKey(word)) {
                bits |= ATTRIBUTES.getOrDefault(word, 0L);
            } else if (!bit.isEmpty()) {
                bits |= 1L << Integer.parseInt(bit);
            }
        }
        return bits;
    }

    /// Without quotes and with the bytes that sfdisk wrote as `\x22`.
    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        var bytes = new ByteArrayOutputStream();
        var inner = text.substring(1, text.length() - 1);
        var escape = ESCAPE.matcher(inner);
        int at = 0;
        while (escape.find()) {
            bytes.writeBytes(inner.substring(at, escape.start()).getBytes(StandardCharsets.UTF_8));
            bytes.write(HexFormat.fromHexDigits(escape.group(1)));
            at = escape.end();
        }
        bytes.writeBytes(inner.substring(at).getBytes(StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
