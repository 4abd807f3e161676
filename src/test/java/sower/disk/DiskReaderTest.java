package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the privileged reader refuses, whoever asks.
class DiskReaderTest {
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

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
        serve(new ReaderRequest.Open(path));

        assertEquals("the privileged reader opens disks in /dev, nothing else", refusal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/mem", "/dev/tty", "/dev/stdin", "/dev/nosuchdisk"})
    void refusesWhatIsNotADisk(String path) throws IOException {
        serve(new ReaderRequest.Open(path));

        assertEquals(path + " is not one of this computer's disks", refusal());
    }

    @Test
    void refusesToWriteAndEnds() throws IOException {
        var write = new byte[] {'w', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 'x'};
        var reader = new DiskReader(LocalDisks.of(), new ByteArrayInputStream(write), answers);

        assertThrows(RefusedException.class, reader::serve);

        assertEquals(
                "the privileged reader opens, reads and closes disks, nothing else", refusal());
    }

    @Test
    void refusesToReadWhatIsNotOpen() throws IOException {
        serve(new ReaderRequest.Read(1, 0, 512));

        assertEquals("no disk is open as 1", refusal());
    }

    @Test
    void endsWhereNobodyAsksAnyMore() throws IOException {
        serve();

        assertEquals(2 + DiskReader.GREETING.length(), answers.size());
    }

    private void serve(ReaderRequest... requests) throws IOException {
        var asked = new ByteArrayOutputStream();
        for (var request : requests) {
            request.writeTo(new DataOutputStream(asked));
        }
        new DiskReader(LocalDisks.of(), new ByteArrayInputStream(asked.toByteArray()), answers)
                .serve();
    }

    private String refusal() throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(answers.toByteArray()));
        assertEquals(DiskReader.GREETING, in.readUTF());
        assertEquals(ReaderRequest.REFUSED, in.readUnsignedByte());
        var sentence = in.readUTF();
        assertEquals(-1, in.read());
        return sentence;
    }
}
