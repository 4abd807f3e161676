package sower.desktop.shell;

import java.util.List;
import javafx.css.CssMetaData;
import javafx.css.Styleable;
import javafx.css.StyleableProperty;
import javafx.css.StyleablePropertyFactory;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The theme's colours for drawings: an unseen node that the style sheet paints, because a canvas
/// itself does not follow it. Style class `inks`, properties `-ink-…`.
public final class Inks extends Region {
    private static final StyleablePropertyFactory<Inks> FACTORY =
            new StyleablePropertyFactory<>(Region.getClassCssMetaData());

    private final StyleableProperty<Color> text = ink("-ink-text", inks -> inks.text);
    private final StyleableProperty<Color> muted = ink("-ink-muted", inks -> inks.muted);
    private final StyleableProperty<Color> line = ink("-ink-line", inks -> inks.line);
    private final StyleableProperty<Color> track = ink("-ink-track", inks -> inks.track);
    private final StyleableProperty<Color> surface = ink("-ink-surface", inks -> inks.surface);
    private final StyleableProperty<Color> accent = ink("-ink-accent", inks -> inks.accent);
    private final StyleableProperty<Color> seed = ink("-ink-seed", inks -> inks.seed);
    private final StyleableProperty<Color> exchange = ink("-ink-exchange", inks -> inks.exchange);
    private final StyleableProperty<Color> good = ink("-ink-good", inks -> inks.good);
    private final StyleableProperty<Color> warn = ink("-ink-warn", inks -> inks.warn);
    private final StyleableProperty<Color> bad = ink("-ink-bad", inks -> inks.bad);

    private final Runnable whenChanged;

    /// @param whenChanged called when the theme gave other colours
    Inks(Runnable whenChanged) {
        this.whenChanged = whenChanged;
        getStyleClass().add("inks");
        setManaged(false);
        setVisible(false);
    }

    public Color text() {
        return text.getValue();
    }

    public Color muted() {
        return muted.getValue();
    }

    /// Grid lines and borders.
    public Color line() {
        return line.getValue();
    }

    /// What a bar is filled over.
    public Color track() {
        return track.getValue();
    }

    /// The card under the drawing.
    public Color surface() {
        return surface.getValue();
    }

    public Color accent() {
        return accent.getValue();
    }

    /// Sent by this workstation.
    public Color seed() {
        return seed.getValue();
    }

    /// Sent from machine to machine.
    public Color exchange() {
        return exchange.getValue();
    }

    public Color good() {
        return good.getValue();
    }

    public Color warn() {
        return warn.getValue();
    }

    public Color bad() {
        return bad.getValue();
    }

    @Override
    public List<CssMetaData<? extends Styleable, ?>> getCssMetaData() {
        return FACTORY.getCssMetaData();
    }

    private StyleableProperty<Color> ink(
            String name, java.util.function.Function<Inks, StyleableProperty<Color>> of) {
        StyleableProperty<Color> property =
                FACTORY.createStyleableColorProperty(this, name, name, of, Color.GRAY);
        ((javafx.beans.value.ObservableValue<?>) property)
                .addListener((observed, before, after) -> changed());
        return property;
    }

    private void changed() {
        whenChanged.run();
    }
}
