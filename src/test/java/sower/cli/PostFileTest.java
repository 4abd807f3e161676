package sower.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sower.deploy.PostStep;
import sower.deploy.PostStep.Kind;

class PostFileTest {
    @TempDir private Path folder;

    @Test
    void aStepALineInTheirOrder() throws IOException {
        Files.writeString(folder.resolve("finish.sh"), "true\n");

        var steps =
                read(
                        """
                        # after the last byte
                        host-name lab-{n}

                        script finish.sh timeout=300 # long
                        machine-id timeout=5
                        uefi-boot-entry
                        uefi-boot-entry Lab 3 timeout=20
                        """);

        assertEquals(
                List.of(
                        new PostStep(Kind.HOST_NAME, "lab-{n}", 120),
                        new PostStep(Kind.SCRIPT, "true\n", 300),
                        new PostStep(Kind.MACHINE_ID, "", 5),
                        new PostStep(Kind.UEFI_BOOT_ENTRY, "", 120),
                        new PostStep(Kind.UEFI_BOOT_ENTRY, "Lab 3", 20)),
                steps);
    }

    @ParameterizedTest
    @CsvSource({
        "hostname lab, there is no step 'hostname'",
        "host-name, takes one word",
        "machine-id now, takes nothing",
        "script gone.sh, there is no script",
        "machine-id timeout=x, is no number",
        "machine-id timeout=0, 1 to"
    })
    void whatIsWrongIsSaidWithItsLine(String line, String sentence) {
        var wrong = assertThrows(IllegalArgumentException.class, () -> read("\n" + line + "\n"));

        var said = String.valueOf(wrong.getMessage());
        assertTrue(said.startsWith("line 2 of ") && said.contains(sentence), said);
    }

    private List<PostStep> read(String text) throws IOException {
        return PostFile.read(Files.writeString(folder.resolve("lab.steps"), text));
    }
}
