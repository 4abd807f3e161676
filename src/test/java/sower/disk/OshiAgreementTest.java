package sower.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// What OSHI lists on Linux is what sysfs lists, with the same lengths.
@EnabledOnOs(OS.LINUX)
class OshiAgreementTest {
    @Test
    void bothSeeTheSameDisks() throws IOException {
        var lengths =
                LocalDisks.of().list(false).stream()
                        .collect(Collectors.toMap(disk -> disk.path(), disk -> disk.length()));

        for (var disk : new OshiDisks().list(false)) {
            if (!disk.name().startsWith("zram") && !disk.name().startsWith("dm-")) {
                assertEquals(lengths.get(disk.path()), disk.length(), disk.name());
            }
        }
    }
}
