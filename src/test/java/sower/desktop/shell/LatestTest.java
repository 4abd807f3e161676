package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatestTest {

    @Test
    void aBusyViewGetsOnlyTheNewestValue() {
        var waiting = new ArrayDeque<Runnable>();
        var shown = new ArrayList<Integer>();
        var latest = new Latest<Integer>(waiting::add, shown::add);

        for (int i = 1; i <= 1000; i++) {
            latest.accept(i);
        }

        assertEquals(1, waiting.size());
        waiting.remove().run();
        assertEquals(List.of(1000), shown);
    }

    @Test
    void anIdleViewGetsEveryValue() {
        var shown = new ArrayList<Integer>();
        var latest = new Latest<Integer>(Runnable::run, shown::add);

        latest.accept(1);
        latest.accept(2);

        assertEquals(List.of(1, 2), shown);
    }
}
