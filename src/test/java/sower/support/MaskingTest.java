package sower.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private final Masking masking = new Masking();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    192.168.20.5 was refused.               | address-1 was refused.
                    /192.168.20.5:6969                      | /address-1:6969
                    fe80::5054:ff:fe12:3456%eth0            | address-1%eth0
                    [2001:db8::17]:6969 has gone            | [address-1]:6969 has gone
                    2001:db8:0:1:2:3:4:5                    | address-1
                    52:54:00:12:34:0a and 52-54-00-12-34-0A | mac-1 and mac-1
                    /home/jane/Sower images                 | /home/user-1/Sower images
                    C:\\Users\\Jane\\AppData                   | C:\\Users\\user-1\\AppData
                    mounted on /run/media/jane/x            | mounted on /run/media/user-1/x
                    by the rule serial=S64KNX00791.         | by the rule serial=serial-1
                    key 39ef-bad1-5591-58e3-9806-60ae       | key key-1
                    hash 9f64a747e1b97f131fabb6b447296c9b   | hash key-1
                    f81d4fae-7dec-11d0-a765-00a0c91e6bf6    | key-1
                    """)
    void findsWhatLooksPrivate(String text, String masked) {
        assertEquals(masked, masking.text(text));
    }

    @Test
    void aTicketIsAKey() {
        var ticket =
                "20261128-101500-4f2a.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";

        assertEquals("--ticket key-1", masking.text("--ticket " + ticket));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-28T10:15:00.123Z INFO sower.desktop.shell.Background: read run failed",
                "at 10:15:42 it took 1:02:03",
                "\tat sower.swarm.PeerConnection.run(PeerConnection.java:147)",
                "java.util.concurrent.ThreadPoolExecutor$Worker$VeryLongNameOfAnInnerClass",
                "480 pieces and 12,400,000,000 bytes read back from /dev/nvme0n1p2",
                "sower::Engine, 127.0.0.1 and ::1 are everybody's",
                "run 20261128-101500-4f2a"
            })
    void leavesTheStoryAlone(String text) {
        assertEquals(text, masking.text(text));
    }

    @Test
    void aLearnedNameIsFoundInTexts() {
        masking.also(Secret.MACHINE, "a546936a7aaf48975715575e905220ea", "PC-01");
        masking.name(Secret.MACHINE, "PC-012");
        masking.name(Secret.IMAGE, "lab windows");
        masking.name(Secret.MACHINE, "講桌-01");

        assertEquals("machine-1 failed", masking.text("pc-01 failed"));
        assertEquals(
                "machine-1 is a546…", masking.text("a546936a7aaf48975715575e905220ea is a546…"));
        assertEquals("machine-2, not machine-1", masking.text("PC-012, not PC-01"));
        assertEquals("PC-013 is nobody known", masking.text("PC-013 is nobody known"));
        assertEquals("machine-1 left", masking.text("PC-01.school.example left"));
        assertEquals("image-1@2 on machine-1.", masking.text("lab windows@2 on PC-01."));
        assertEquals("在machine-3上", masking.text("在講桌-01上"));
    }

    @Test
    void anInterfaceNamedAfterItsAddressIsMasked() {
        masking.name(Secret.MAC, "52:54:00:AB:CD:EF");

        assertEquals("enxmac-1 is up", masking.text("enx525400abcdef is up"));
    }

    @Test
    void theSameNameKeepsItsPseudonymAndOthersGetTheirs() {
        assertEquals("serial-1", masking.name(Secret.SERIAL, "S1"));
        assertEquals("serial-2", masking.name(Secret.SERIAL, "S2"));
        assertEquals("serial-1", masking.name(Secret.SERIAL, "s1"));
        assertEquals("", masking.name(Secret.SERIAL, ""));
        assertEquals("localhost", masking.name(Secret.MACHINE, "localhost"));
    }

    @Test
    void aPseudonymIsNotMaskedAgain() {
        masking.name(Secret.MACHINE, "key");
        masking.name(Secret.USER, "machine");

        var masked = masking.text("key of machine");

        assertEquals("machine-1 of user-1", masked);
        assertFalse(masked.contains("user-1-1"));
    }
}
