package sower.privilege;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Set<String> OURS = Set.of("pipe:[1]", "pipe:[2]");
    private static final Set<String> THEIRS = Set.of("pipe:[1]", "pipe:[2]", "/dev/null");

    @Test
    void thePersonWhoGaveThePasswordIsServed() {
        var caller = new Caller(0, "1000", 1000, OURS, THEIRS);

        assertDoesNotThrow(caller::check);
    }

    @Test
    void refusesAnotherUsersProcess() {
        var caller = new Caller(0, "1000", 1001, OURS, THEIRS);

        assertEquals(
                "the privileged process was asked for by user 1000 but started by a process of user 1001",
                refusal(caller));
    }

    @Test
    void refusesToBeStartedWithoutPkexec() {
        var caller = new Caller(0, "", 1000, OURS, THEIRS);

        assertEquals("the privileged process is started by pkexec only", refusal(caller));
    }

    @Test
    void refusesToServeWithoutRights() {
        var caller = new Caller(1000, "1000", 1000, OURS, THEIRS);

        assertEquals("the privileged process is of use to root only", refusal(caller));
    }

    @Test
    void refusesStreamsOfSomebodyElse() {
        var handedOn = new Caller(0, "1000", 1000, Set.of("pipe:[1]", "pipe:[9]"), THEIRS);
        var terminal = new Caller(0, "1000", 1000, Set.of("/dev/pts/1"), Set.of("/dev/pts/1"));

        var sentence =
                "the privileged process talks to the process that started it, and to no other";
        assertEquals(sentence, refusal(handedOn));
        assertEquals(sentence, refusal(terminal));
    }

    private static String refusal(Caller caller) {
        return String.valueOf(assertThrows(IOException.class, caller::check).getMessage());
    }
}
