package sower.partition;

import sower.disk.Extent;

/// One entry of a partition table.
///
/// @param slot its number in the table, from 1, as in `sda1`
/// @param extent bytes of the disk
/// @param type GPT: type GUID in upper case; MBR: two hex digits
/// @param uuid GPT: unique GUID in upper case; MBR: empty
/// @param label GPT: the partition's name; MBR: empty
/// @param attributes GPT: attribute bits; MBR: the boot indicator (0x80 = active)
public record Partition(
        int slot, Extent extent, String type, String uuid, String label, long attributes) {

    /// The same entry for other bytes of the disk.
    public Partition covering(Extent other) {
        return new Partition(slot, other, type, uuid, label, attributes);
    }
}
