package sower.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineOptionsTest {
    @ParameterizedTest
    @CsvSource({"0, 64", "512, 64", "1024, 64", "2048, 192", "2560, 256", "65536, 256"})
    void aMachineGivesBlocksWhatItCanSpare(long machine, long blocks) {
        assertEquals(blocks << 20, EngineOptions.targetMemory(machine << 20));
    }
}
