package sower.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sower.Needs;

/// The inspector of screens finds what it is there to find.
@Tag("gui")
final class InspectionTest {

    @BeforeAll
    static void startToolkit() {
        Needs.display();
        Platform.setImplicitExit(false);
        Platform.startup(() -> {});
    }

    @Test
    void findsCutTextMissingNamesAndPaleWords() throws Exception {
        var faults =
                Stages.onStage(() -> {
                    var cut = new Label("much too long for its place");
                    cut.setMaxWidth(40);
                    var nameless = new Button();
                    var pale = new Label("pale");
                    pale.setStyle("-fx-text-fill: #aaaaaa");
                    var box = new VBox(cut, nameless, pale);
                    box.setStyle("-fx-background-color: white");
                    var stage = new Stage();
                    stage.setScene(new Scene(box, 300, 200));
                    stage.show();
                    box.applyCss();
                    box.layout();
                    List<String> found = Inspection.of(stage.getScene());
                    stage.close();
                    return found;
                });

        assertEquals(
                List.of("cut off", "no accessible name", "contrast"),
                faults.stream().map(InspectionTest::kind).toList());
    }

    private static String kind(String fault) {
        if (fault.startsWith("contrast")) {
            return "contrast";
        }
        return fault.substring(0, fault.indexOf(':'));
    }
}
