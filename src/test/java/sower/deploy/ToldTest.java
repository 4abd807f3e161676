package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What machines tell is found again in the text that went over the wire.
final class ToldTest {
    @ParameterizedTest
    @EnumSource(Told.class)
    void everySentenceIsFoundAgainWithItsFigures(Told told) {
        Object[] figures = figures(told);

        var read = Told.read(told.words(figures)).orElseThrow();

        assertEquals(told, read.kind());
        assertEquals(told.words(figures), again(read));
    }

    @Test
    void anotherVersionsSentenceIsNone() {
        assertEquals(Optional.empty(), Told.read("the disk has caught fire"));
        assertEquals(Optional.empty(), Told.read(""));
    }

    @Test
    void theProofOfEarlierRecordsIsUnderstood() {
        assertEquals(
                Optional.of(new Told.Read(Told.PROVED, List.of("12,345", "3", "SHA-256"))),
                Told.read("12,345 bytes in 3 pieces read back from the disk, all right (SHA-256)"));
    }

    static Object[] figures(Told told) {
        return switch (told) {
            case PROVED, PROVED_NOT_DONE ->
                    new Object[] {1234567L, 89, "SHA-256", "but the step failed: x (y)"};
            case DAMAGED, DAMAGED_HERE ->
                    new Object[] {1234567L, 2345678L, "sda1", "192.0.2.7:6881"};
            case PAUSED,
                    STOPPED,
                    STOPPED_BEFORE,
                    STOPPED_FROM_AFAR,
                    OTHER_DISK,
                    OTHER_CONTENTS,
                    IN_USE,
                    UNREADABLE,
                    ASIDE ->
                    new Object[] {"/dev/sda", "/dev/sda1 is mounted on /a: b. c"};
        };
    }

    private static String again(Told.Read read) {
        Object[] figures =
                read.figures().stream()
                        .map(figure ->
                                figure.matches("[0-9,]+")
                                        ? (Object) Long.valueOf(figure.replace(",", ""))
                                        : figure)
                        .toArray();
        return read.kind().words(figures);
    }
}
