package sower.filesystem.lvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sower.disk.Extent;
import sower.filesystem.CorruptFilesystemException;

/// Groups with volumes that only a kernel with device-mapper can make.
class VolumeGroupTest {
    private static final long MIB = 1 << 20;
    private static final String UUID = "1wgianlrrnujpChEs7XRW76FVPdcF6wc";

    @Test
    void aSnapshotMakesItsOriginAndItsStoreWhole() throws IOException {
        var plain =
                plain(
                        row("root", "VISIBLE", 0, 20)
                                + row("home", "VISIBLE", 20, 5)
                                + row("snap", "VISIBLE", 25, 3)
                                + volume(
                                        "snapshot0",
                                        "VISIBLE",
                                        segment(
                                                0,
                                                20,
                                                "snapshot",
                                                "origin = \"root\"\ncow_store = \"snap\"")));

        assertEquals(Map.of("root", false, "home", true, "snap", false, "snapshot0", false), plain);
    }

    @Test
    void aThinPoolIsWholeHoweverItsDataBegins() throws IOException {
        var plain =
                plain(
                        row("pool_tdata", "", 0, 20)
                                + row("pool_tmeta", "", 20, 1)
                                + row("lvol0_pmspare", "", 21, 1)
                                + volume(
                                        "pool",
                                        "VISIBLE",
                                        segment(
                                                0,
                                                20,
                                                "thin-pool",
                                                "metadata = \"pool_tmeta\"\npool = \"pool_tdata\""))
                                + volume(
                                        "thin",
                                        "VISIBLE",
                                        segment(0, 90, "thin", "thin_pool = \"pool\"")));

        assertEquals(false, plain.containsValue(true), plain.toString());
    }

    @Test
    void extentsOfOtherSegmentsAreTakenWhereverTheyStand() throws IOException {
        var moved =
                segment(
                        0,
                        4,
                        "mirror",
                        "mirror_count = 2\nmirrors = [\n\"pv0\", 8,\n\"pv0\", 30 # to\n]");

        var volumes = group(volume("pvmove0", "VISIBLE", moved)).volumes();

        assertEquals(
                List.of(new Extent(9 * MIB, 4 * MIB), new Extent(31 * MIB, 4 * MIB)),
                volumes.getFirst().parts());
        assertEquals(false, volumes.getFirst().plain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a {",
                "}",
                "a = [ 1, 2",
                "a = \"open",
                "a = }",
                "= 3",
                "a { segment_count = x }",
                "a { segment_count = 1 }",
                "a { segment_count = 1 segment1 { start_extent = 0 extent_count = 300 type = \"striped\""
                        + " stripe_count = 1 stripes = [ \"pv0\", 0 ] } }",
                "a { segment_count = 1 segment1 { start_extent = 1 extent_count = 3 type = \"striped\""
                        + " stripe_count = 1 stripes = [ \"pv0\", 0 ] } }"
            })
    void contradictionsAreNoticed(String volumes) {
        assertThrows(CorruptFilesystemException.class, () -> group(volumes));
    }

    private static Map<String, Boolean> plain(String volumes) throws IOException {
        var plain = new TreeMap<String, Boolean>();
        group(volumes).volumes().forEach(each -> plain.put(each.name(), each.plain()));
        return plain;
    }

    private static String row(String name, String visible, int start, int count) {
        var stripes = "stripe_count = 1\nstripes = [\n\"pv0\", %d\n]".formatted(start);
        return volume(name, visible, segment(0, count, "striped", stripes));
    }

    private static String volume(String name, String visible, String segment) {
        return "%s {\nstatus = [\"READ\", \"%s\"]\nsegment_count = 1\nsegment1 {\n%s\n}\n}\n"
                .formatted(name, visible, segment);
    }

    private static String segment(int start, int count, String type, String more) {
        return "start_extent = %d\nextent_count = %d\ntype = \"%s\"\n%s"
                .formatted(start, count, type, more);
    }

    private static VolumeGroup group(String volumes) throws IOException {
        var text =
                """
                room {
                extent_size = 2048
                physical_volumes {
                pv0 {
                id = "1wgian-lrrn-ujpC-hEs7-XRW7-6FVP-dcF6wc"
                pe_start = 2048
                pe_count = 199
                }
                }
                logical_volumes {
                VOLUMES
                }
                }
                # Generated by "LVM2"
                version = 1
                """;
        return VolumeGroup.parse(text.replace("VOLUMES", volumes), UUID);
    }
}
