package sower.desktop.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sower.disk.RefusedException;
import sower.filesystem.CorruptFilesystemException;

/// Every kind of failure as the window says it.
final class ProblemTest {
    private static final List<Exception> FAILURES =
            List.of(
                    new AccessDeniedException("/dev/sda"),
                    new NoSuchFileException("/dev/sda"),
                    new FileSystemException("/lib/a", null, "No space left on device"),
                    new CorruptFilesystemException("the boot sector differs from its backup"),
                    new RefusedException("/dev/sda is read-only; choose another disk"),
                    new IOException("Address already in use"),
                    new IOException());

    @AfterEach
    void speakEnglishAgain() {
        Texts.speak(Locale.ENGLISH, Locale.US);
    }

    @Test
    void inEnglish() {
        Texts.speak(Locale.ENGLISH, Locale.US);

        assertEquals(
                List.of(
                        "Sower may not read /dev/sda.",
                        "/dev/sda is not there any more.",
                        "/lib/a: the system says “No space left on device”.",
                        "The file system is damaged: the boot sector differs from its backup.",
                        "/dev/sda is read-only; choose another disk",
                        "Address already in use",
                        "Something went wrong that Sower has no words for."),
                sentences());
    }

    @Test
    void inChineseWithTheSystemsWordsQuoted() {
        Texts.speak(Locale.TAIWAN, Locale.TAIWAN);

        assertEquals(
                List.of(
                        "Sower 沒有讀取 /dev/sda 的權限。",
                        "/dev/sda 已經不在了。",
                        "/lib/a：系統回報「No space left on device」。",
                        "檔案系統已損壞：「the boot sector differs from its backup」。",
                        "/dev/sda 是唯讀的；請選擇其他磁碟",
                        "無法完成。系統回報：「Address already in use」",
                        "發生了 Sower 無法說明的錯誤。"),
                sentences());
    }

    private static List<String> sentences() {
        return FAILURES.stream().map(failure -> Problem.of(failure).sentence()).toList();
    }
}
