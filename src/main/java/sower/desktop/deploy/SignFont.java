package sower.desktop.deploy;

import java.util.Objects;
import javafx.scene.text.Font;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.IkonResolverProvider;
import org.kordamp.ikonli.javafx.JavaFXFontLoader;

/// The font that an icon is a letter of, for drawing it on a canvas.
final class SignFont {
    private SignFont() {}

    static Font of(Ikon icon, double size) {
        var handler =
                IkonResolverProvider.getInstance(JavaFXFontLoader.getInstance())
                        .resolve(icon.getDescription());
        var loaded = (Font) Objects.requireNonNull(handler.getFont(), icon.getDescription());
        return new Font(loaded.getName(), size);
    }
}
