package sower.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {
    @Test
    void fieldsAreUnsigned() {
        var bytes = new byte[8];
        bytes[0] = (byte) 0xFE;
        bytes[1] = (byte) 0xFF;
        bytes[3] = (byte) 0x80;

        var structure = Structure.littleEndian(bytes);

        assertEquals(0xFE, structure.u8(0));
        assertEquals(0xFFFE, structure.u16(0));
        assertEquals(0x8000FFFEL, structure.u32(0));
        assertEquals(0xFEFF, Structure.bigEndian(bytes).u16(0));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadBack(int seed) {
        var random = new Random(seed);
        var structure = Structure.littleEndian(new byte[64]);
        long wide = random.nextLong();
        var raw = new byte[16];
        random.nextBytes(raw);
        structure.put(32, raw);
        var guid = structure.guid(32);
        var uuid = structure.uuid(32);

        structure.putU64(0, wide);
        structure.putU32(8, wide);
        structure.putU16(12, (int) wide);
        structure.putU8(14, (int) wide);
        structure.putGuid(16, guid);

        assertEquals(wide, structure.u64(0));
        assertEquals(wide & 0xFFFFFFFFL, structure.u32(8));
        assertEquals(wide & 0xFFFF, structure.u16(12));
        assertEquals(wide & 0xFF, structure.u8(14));
        assertArrayEquals(raw, structure.bytes(16, 16));
        structure.putUuid(48, uuid);
        assertArrayEquals(raw, structure.bytes(48, 16));
    }

    @Test
    void guidsHaveTheirFirstFieldsReversed() {
        var structure = Structure.littleEndian(new byte[16]);

        structure.putGuid(0, "C12A7328-F81F-11D2-BA4B-00A0C93EC93B"); // EFI system partition

        assertEquals(0x28, structure.u8(0));
        assertEquals(0xBA, structure.u8(8));
    }

    @Test
    void textEndsAtTheFirstZero() {
        var structure = Structure.littleEndian("root\0junk".getBytes(StandardCharsets.US_ASCII));

        assertEquals("root", structure.text(0, 9, StandardCharsets.US_ASCII));
    }

    @Test
    void fieldsBeyondTheEndAreABug() {
        var structure = Structure.littleEndian(new byte[4]);

        assertThrows(IndexOutOfBoundsException.class, () -> structure.u64(0));
        assertThrows(IndexOutOfBoundsException.class, () -> structure.bytes(2, 4));
    }
}
