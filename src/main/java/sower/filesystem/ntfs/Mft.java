package sower.filesystem.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sower.disk.ByteSource;
import sower.filesystem.CorruptFilesystemException;

/// The master file table: a file like any other, whose first record says where the others are.
final class Mft {
    static final int VOLUME = 3;
    static final int LOG = 2;
    static final int ROOT = 5;
    static final int BITMAP = 6;

    private final ByteSource volume;
    private final BootSector boot;
    private Stream records; // while opening: as far as it is known

    private Mft(ByteSource volume, BootSector boot, Stream records) {
        this.volume = volume;
        this.boot = boot;
        this.records = records;
    }

    /// @throws CorruptFilesystemException if its own record makes no sense
    static Mft open(ByteSource volume, BootSector boot) throws IOException {
        long offset = boot.mftCluster() * boot.clusterSize();
        if (offset > boot.backupOffset() - boot.recordSize()) {
            throw new CorruptFilesystemException("the master file table is outside the volume");
        }
        var own = FileRecord.parse(0, volume.bytes(offset, boot.recordSize()));
        var first = own.find(Attribute.DATA, "").filter(data -> !data.resident());
        if (!own.inUse() || first.isEmpty() || first.get().firstCluster() != 0) {
            throw new CorruptFilesystemException("the master file table has no run list");
        }
        var data = first.get();
        var runs = runs(boot, data);
        var mft = new Mft(volume, boot, known(volume, boot, data, runs));
        if (own.find(Attribute.ATTRIBUTE_LIST, "").isPresent()) {
            for (var entry : mft.list(own)) {
                if (entry.is(Attribute.DATA, "") && entry.firstCluster() > 0) {
                    runs = runs.and(runs(boot, mft.piece(entry)));
                    mft.records = known(volume, boot, data, runs);
                }
            }
        }
        mft.records = Stream.nonResident(volume, boot.clusterSize(), data, runs);
        return mft;
    }

    /// The table as far as its run list is known.
    private static Stream known(ByteSource volume, BootSector boot, Attribute first, RunList runs) {
        long there = runs.end() * boot.clusterSize();
        long valid = Math.max(0, Math.min(first.validSize(), there));
        return new Stream(volume, boot.clusterSize(), ByteBuffer.allocate(0), runs, there, valid);
    }

    private static RunList runs(BootSector boot, Attribute piece)
            throws CorruptFilesystemException {
        if (piece.resident() || piece.isPacked()) {
            throw new CorruptFilesystemException("a stream is resident, compressed or encrypted");
        }
        return RunList.decode(piece.bytes(), piece.firstCluster(), boot.clusters());
    }

    /// All records, one after the other, as far as they were ever written.
    Stream records() {
        return records;
    }

    /// The record with a number, which must be in use.
    FileRecord record(long number) throws IOException {
        long offset = number * boot.recordSize();
        if (number < 0 || offset > records.valid() - boot.recordSize()) {
            throw new CorruptFilesystemException("file record %d does not exist".formatted(number));
        }
        var record = FileRecord.parse(number, records.bytes(offset, boot.recordSize()));
        if (!record.inUse()) {
            throw new CorruptFilesystemException("file record %d is not in use".formatted(number));
        }
        return record;
    }

    /// The bytes of a file's attribute, joined from its pieces; empty if it has none.
    Optional<Stream> stream(FileRecord file, int type, String name) throws IOException {
        if (file.find(Attribute.ATTRIBUTE_LIST, "").isEmpty()) {
            var only = file.find(type, name);
            return only.isEmpty() ? Optional.empty() : Optional.of(join(List.of(only.get())));
        }
        var pieces = new ArrayList<Attribute>();
        for (var entry : list(file)) {
            if (entry.is(type, name)) {
                boolean own = entry.record() == file.number();
                pieces.add(own ? pieceIn(file, entry) : piece(entry));
            }
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(join(pieces));
    }

    private Stream join(List<Attribute> pieces) throws CorruptFilesystemException {
        var first = pieces.getFirst();
        if (first.resident() && pieces.size() == 1) {
            return Stream.resident(volume, first);
        }
        var runs = new RunList(List.of());
        for (var piece : pieces) {
            if (piece.firstCluster() != runs.end()) {
                throw new CorruptFilesystemException(
                        "a piece of a stream begins at cluster %d instead of %d"
                                .formatted(piece.firstCluster(), runs.end()));
            }
            runs = runs.and(runs(boot, piece));
        }
        return Stream.nonResident(volume, boot.clusterSize(), first, runs);
    }

    private List<ListEntry> list(FileRecord file) throws IOException {
        var attribute = file.find(Attribute.ATTRIBUTE_LIST, "").orElseThrow();
        var list = join(List.of(attribute));
        if (list.length() > ListEntry.LARGEST) {
            throw new CorruptFilesystemException(
                    "an attribute list has %d bytes".formatted(list.length()));
        }
        return ListEntry.parse(list.bytes(0, (int) list.length()));
    }

    private Attribute piece(ListEntry entry) throws IOException {
        return pieceIn(record(entry.record()), entry);
    }

    private static Attribute pieceIn(FileRecord record, ListEntry entry)
            throws CorruptFilesystemException {
        return record.attributes().stream()
                .filter(attribute -> attribute.is(entry.type(), entry.name()))
                .filter(attribute -> attribute.firstCluster() == entry.firstCluster())
                .findFirst()
                .orElseThrow(() ->
                        new CorruptFilesystemException(
                                "file record %d misses an attribute of type %d"
                                        .formatted(record.number(), entry.type())));
    }
}
