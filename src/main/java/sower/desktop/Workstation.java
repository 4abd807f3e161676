package sower.desktop;

import javafx.application.Application;
import javafx.stage.Stage;

/// The desktop program: makes every part, passes it on, and shows the window.
public final class Workstation extends Application {

    /// Opens the window and returns when it was closed.
    public static void main(String[] arguments) {
        launch(arguments);
    }

    @Override
    public void start(Stage stage) {
        stage.show();
    }
}
