package sower.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What earlier programs have written in a run's log is still understood.
class EarlierRecordsTest {
    @Test
    void aRunWithoutAnAssignmentWantsNothing() throws IOException {
        var began =
                (RunEvent.Began)
                        read(
                                """
                                {"kind":"Began","at":1,"run":"r","image":"lab","manifest":"ab",
                                "signature":"s","rule":"only","late":false,"address":"::1 1",
                                "peerPort":1}
                                """);

        assertEquals(Assignment.PLAIN, began.assignment());
    }

    @Test
    void aMachineThatTellsOfNoToolsHasNone() throws IOException {
        var planned =
                (RunEvent.Planned)
                        read(
                                """
                                {"kind":"Planned","at":1,"address":"::1","plan":"p","hello":{
                                "id":"i","name":"n","inventory":{"product":"","serial":"",
                                "memory":0,"boot":"UEFI","links":[],"disks":[]}}}
                                """);

        assertEquals(List.of(), planned.hello().inventory().tools());
    }

    @Test
    void aReportWithoutStepsAndWarningsHasNone() throws IOException {
        var phased =
                (RunEvent.Phased)
                        read(
                                """
                                {"kind":"Phased","at":1,"address":"::1","report":{"id":"i",
                                "name":"n","port":0,"phase":"DONE","bytesDone":1,"bytesTotal":1,
                                "downRate":0,"upRate":0,"diskRate":0,"pieces":"","pieceCount":1,
                                "message":"m"}}
                                """);

        assertEquals(List.of(), phased.report().steps());
        assertEquals(List.of(), phased.report().warnings());
    }

    private static RunEvent read(String json) throws IOException {
        return RunEvent.JSON.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
