package sower.desktop.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import sower.deploy.Rehearsal.Late;
import sower.deploy.RehearsalRow.State;
import sower.desktop.SampleRehearsal;

final class LateComersTest {
    private final LateComers late = new LateComers(Late.JOIN);

    @Test
    void whoComesAfterTheReleaseJoinsOnce() {
        late.released(List.of(SampleRehearsal.machine(1, State.READY)));
        var second = SampleRehearsal.machine(2, State.LATE);

        assertEquals(List.of(second), late.joining(List.of(second)));
        assertEquals(List.of(), late.joining(List.of(second)));
    }

    @Test
    void whoFailedAndComesBackWaitsForAPerson() {
        late.released(List.of(SampleRehearsal.machine(1, State.READY)));
        late.joining(List.of(SampleRehearsal.machine(2, State.LATE)));

        var back =
                List.of(
                        SampleRehearsal.machine(1, State.LATE),
                        SampleRehearsal.machine(2, State.LATE));

        assertEquals(List.of(), late.joining(back));
    }
}
