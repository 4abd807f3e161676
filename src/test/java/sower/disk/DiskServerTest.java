package sower.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the privileged processes refuse, whoever asks.
class DiskServerTest {
    private static final DiskIdentity RELEASED =
            new DiskIdentity(Path.of("/dev/nosuchdisk"), 4096, "Model_X", "S1", "naa.1");

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private final DiskServer.Grant reading = new DiskReader(LocalDisks.of());
    private final DiskServer.Grant writing = new DiskWriter(LocalDisks.of(), Set.of(RELEASED));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sda",
                "/etc/shadow",
                "/dev/../etc/shadow",
                "/dev/disk/by-id/x",
                "/dev/mapper/secret",
                "/dev/sda\n",
                "/dev/sda\0",
                "/dev//sda",
                "/dev/SDA"
            })
    void refusesAPathOutsideItsGrammar(String path) throws IOException {
        serve(reading, new DiskRequest.Open(path));

        assertEquals("the privileged reader opens disks in /dev, nothing else", refusal(reading));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/dev/sda",
                "/etc/shadow:4096:::",
                "/dev/../etc/shadow:4096:::",
                "/dev/disk/by-id/x:4096:::",
                "/dev/sda:-1:::",
                "/dev/sda:4096:Model X:S1:naa.1",
                "/dev/sda:4096:::\n",
                "/dev/sda:9999999999999999999:::"
            })
    void refusesADiskToBeWrittenOutsideItsGrammar(String name) throws IOException {
        serve(writing, new DiskRequest.Open(name));

        assertEquals("this names no disk in /dev that could be written", refusal(writing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/mem", "/dev/tty", "/dev/stdin", "/dev/nosuchdisk"})
    void refusesWhatIsNotADisk(String path) throws IOException {
        serve(reading, new DiskRequest.Open(path));

        assertEquals(path + " is not one of this computer's disks", refusal(reading));
    }

    @Test
    void refusesADiskThatWasNotReleasedInThisRun() throws IOException {
        serve(writing, new DiskRequest.Open("/dev/nosuchdisk:4096:Model_X:S2:naa.1"));

        assertEquals(
                "/dev/nosuchdisk was not released in this run, or was written already",
                refusal(writing));
    }

    @Test
    void refusesAReleasedDiskThatIsNotHere() throws IOException {
        serve(writing, new DiskRequest.Open(RELEASED.toString()));

        assertEquals(
                "/dev/nosuchdisk is not the disk any more that was released", refusal(writing));
    }

    @Test
    void refusesAnUnknownRequestAndEnds() throws IOException {
        var unknown = new byte[] {0, 0, 0, 1, 'x'};
        var server = new DiskServer(reading, new ByteArrayInputStream(unknown), answers);

        assertThrows(RefusedException.class, server::serve);

        assertEquals(
                "the privileged process opens, reads and writes disks, nothing else",
                refusal(reading));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, DiskRequest.MOST + 1, Integer.MAX_VALUE})
    void refusesAWriteOfAnotherSizeAndEnds(int length) throws IOException {
        var asked = new ByteArrayOutputStream();
        var fields = new DataOutputStream(asked);
        fields.writeInt(1);
        fields.writeByte('w');
        fields.writeInt(1);
        fields.writeLong(0);
        fields.writeInt(length);
        var server =
                new DiskServer(writing, new ByteArrayInputStream(asked.toByteArray()), answers);

        assertThrows(RefusedException.class, server::serve);

        assertEquals("the privileged process writes 1 to 1048576 bytes", refusal(writing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write", "flush", "drop", "close"})
    void refusesWhatIsNotOpen(String what) throws IOException {
        serve(
                writing,
                switch (what) {
                    case "read" -> new DiskRequest.Read(1, 0, 512);
                    case "write" -> new DiskRequest.Write(1, 0, new byte[512]);
                    case "flush" -> new DiskRequest.Flush(1);
                    case "drop" -> new DiskRequest.DropCache(1);
                    default -> new DiskRequest.Close(1);
                });

        assertEquals("no disk is open as 1", refusal(writing));
    }

    @Test
    void endsWhereNobodyAsksAnyMore() throws IOException {
        serve(reading);

        assertEquals(2 + DiskReader.GREETING.length(), answers.size());
    }

    @Test
    void aWrittenRequestIsReadAgain() throws IOException {
        var write = new DiskRequest.Write(7, 1L << 40, new byte[] {1, 2, 3});
        var bytes = new ByteArrayOutputStream();
        write.writeTo(new DataOutputStream(bytes));

        var in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        var read = (DiskRequest.Write) DiskRequest.read(in);

        assertEquals(7, read.handle());
        assertEquals(1L << 40, read.offset());
        assertArrayEquals(new byte[] {1, 2, 3}, read.bytes());
        assertEquals(-1, in.read());
    }

    @Test
    void anIdentityIsOneSafeWordAndIsReadAgain() throws IOException {
        var disk =
                new Disk(
                        "sdb",
                        Path.of("/dev/sdb"),
                        "Samsung SSD; $(reboot)\n<b>870</b>",
                        "S4X \"1\"",
                        "",
                        4096,
                        512,
                        512,
                        false,
                        false,
                        false,
                        Disk.Transport.SATA,
                        false,
                        List.of());

        var identity = DiskIdentity.of(disk);

        assertEquals("/dev/sdb:4096:Samsung_SSD_reboot_b_870_/b_:S4X_1_:", identity.toString());
        assertEquals(identity, DiskIdentity.parse(identity.toString()));
        assertFalse(identity.toString().contains(" "));
    }

    private void serve(DiskServer.Grant grant, DiskRequest... requests) throws IOException {
        var asked = new ByteArrayOutputStream();
        var out = new DataOutputStream(asked);
        int number = 0;
        for (var request : requests) {
            out.writeInt(++number);
            request.writeTo(out);
        }
        new DiskServer(grant, new ByteArrayInputStream(asked.toByteArray()), answers).serve();
    }

    private String refusal(DiskServer.Grant grant) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(answers.toByteArray()));
        assertEquals(grant.greeting(), in.readUTF());
        assertEquals(1, in.readInt());
        assertEquals(DiskRequest.REFUSED, in.readUnsignedByte());
        var sentence = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        assertEquals(-1, in.read());
        return sentence;
    }
}
