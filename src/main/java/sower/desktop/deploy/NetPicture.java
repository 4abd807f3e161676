package sower.desktop.deploy;

import static sower.desktop.shell.Texts.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import sower.desktop.deploy.Net.Flow;
import sower.desktop.shell.Inks;
import sower.desktop.shell.Typeface;

/// The net as a picture: this workstation in the middle, the machines around it, a line per flow,
/// the wider the faster, with its arrow where it arrives. What comes from here is dashed. Where one
/// machine is looked at, its flows stand out.
///
/// @param chosen index of that machine; negative for none
record NetPicture(Net net, Ring ring, int chosen, boolean focused, Inks inks) {
    private static final Ikon HUB_SIGN = Material2OutlinedAL.DESKTOP_WINDOWS;
    private static final double HUB = 18;
    private static final double WIDEST = 6;
    private static final int FEW = 60; // flows that bear arrows and strong colours all at once
    private static final double SMALL = 12;
    private static final double LETTER = 7; // about as wide
    private static final double STEEP = 6;

    void paint(GraphicsContext pen) {
        for (var flow : net.flows()) {
            if (!isChosen(flow)) {
                line(pen, flow, faint(), chosen < 0 && net.flows().size() <= FEW);
            }
        }
        for (var flow : net.flows()) {
            if (isChosen(flow)) {
                line(pen, flow, 1, true);
            }
        }
        hub(pen);
        for (int i = 0; i < net.machines().size(); i++) {
            machine(pen, i);
        }
        names(pen);
    }

    private boolean isChosen(Flow flow) {
        return chosen >= 0 && flow.touches(chosen);
    }

    private double faint() {
        if (chosen >= 0) {
            return 0.14;
        }
        return net.flows().size() <= FEW ? 0.7 : 0.3;
    }

    private void line(GraphicsContext pen, Flow flow, double strength, boolean arrow) {
        boolean seeded = flow.from() == Net.WORKSTATION;
        Color ink = seeded ? inks.seed() : inks.exchange();
        double width = 1 + (WIDEST - 1) * flow.rate() / Math.max(1, net.strongest());
        var from = ring.place(flow.from());
        var to = ring.place(flow.to());
        var bend = bend(from, to, flow);
        var tip = to.add(bend.subtract(to).normalize().multiply(edge(flow.to()) + 2));
        var end = arrow ? tip.add(bend.subtract(to).normalize().multiply(width + 4)) : tip;
        pen.setStroke(ink.deriveColor(0, 1, 1, strength));
        pen.setLineWidth(width);
        pen.setLineCap(StrokeLineCap.BUTT);
        if (seeded) {
            pen.setLineDashes(7, 3);
        }
        pen.beginPath();
        pen.moveTo(from.getX(), from.getY());
        pen.quadraticCurveTo(bend.getX(), bend.getY(), end.getX(), end.getY());
        pen.stroke();
        pen.setLineDashes();
        if (arrow) {
            pen.setFill(ink.deriveColor(0, 1, 1, strength));
            head(pen, tip, end, width / 2 + 3);
        }
    }

    /// Between machines towards the middle, a little aside, so that the way back is another line.
    private Point2D bend(Point2D from, Point2D to, Flow flow) {
        var middle = from.midpoint(to);
        if (flow.from() == Net.WORKSTATION || flow.to() == Net.WORKSTATION) {
            return middle;
        }
        var along = to.subtract(from).normalize();
        var aside = new Point2D(-along.getY(), along.getX()).multiply(7);
        return middle.add(ring.centre().subtract(middle).multiply(0.4)).add(aside);
    }

    private double edge(int index) {
        return index == Net.WORKSTATION ? HUB : ring.radius();
    }

    private static void head(GraphicsContext pen, Point2D tip, Point2D base, double half) {
        var along = tip.subtract(base).normalize();
        var aside = new Point2D(-along.getY(), along.getX()).multiply(half);
        var left = base.add(aside);
        var right = base.subtract(aside);
        pen.fillPolygon(
                new double[] {tip.getX(), left.getX(), right.getX()},
                new double[] {tip.getY(), left.getY(), right.getY()},
                3);
    }

    private void hub(GraphicsContext pen) {
        disc(pen, ring.centre(), HUB, inks.surface());
        pen.setStroke(inks.seed());
        pen.setLineWidth(3);
        circle(pen, ring.centre(), HUB);
        pen.setTextAlign(TextAlignment.CENTER);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFont(SignFont.of(HUB_SIGN, HUB));
        pen.setFill(inks.seed());
        pen.fillText(
                Character.toString(HUB_SIGN.getCode()), ring.centre().getX(), ring.centre().getY());
        name(
                pen,
                text("drawer.workstation"),
                ring.centre().add(0, HUB + 12),
                TextAlignment.CENTER,
                true);
    }

    /// A ring that closes as it gets on, in the colour of what it is at.
    private void machine(GraphicsContext pen, int index) {
        var peer = net.machines().get(index);
        var place = ring.place(index);
        double radius = ring.radius();
        boolean marked = index == chosen;
        disc(pen, place, radius + (marked ? 4 : 1), inks.surface());
        pen.setLineCap(StrokeLineCap.BUTT);
        pen.setLineWidth(Math.max(2, radius / 3));
        pen.setStroke(inks.track());
        circle(pen, place, radius - 1);
        pen.setStroke(PhaseLook.ink(peer.now().phase(), inks));
        double inner = radius - 1;
        pen.strokeArc(
                place.getX() - inner,
                place.getY() - inner,
                2 * inner,
                2 * inner,
                90,
                peer.needsAPerson() ? 360 : -360 * peer.now().fraction(),
                ArcType.OPEN);
        if (marked) {
            pen.setStroke(inks.accent());
            pen.setLineWidth(focused ? 4 : 2);
            circle(pen, place, radius + 4);
        }
    }

    /// Of as many machines as there is place for: the chosen one, those that need a person, those
    /// that it exchanges most with, and where there is place for all, the others.
    private void names(GraphicsContext pen) {
        var order = new LinkedHashSet<Integer>();
        if (chosen >= 0) {
            order.add(chosen);
        }
        var all = IntStream.range(0, net.machines().size()).boxed().toList();
        all.stream().filter(index -> net.machines().get(index).needsAPerson()).forEach(order::add);
        for (var flow : net.flows().reversed()) {
            if (isChosen(flow)) {
                order.add(flow.from());
                order.add(flow.to());
            }
        }
        if (ring.named()) {
            order.addAll(all);
        }
        order.remove(Net.WORKSTATION);
        var taken = new ArrayList<Rectangle2D>();
        order.forEach(index -> name(pen, index, taken));
    }

    /// Outside of the ring, unless another name is there.
    private void name(GraphicsContext pen, int index, List<Rectangle2D> taken) {
        var name = net.machines().get(index).now().name();
        var place = ring.place(index);
        var outwards = place.subtract(ring.centre());
        boolean beside = Math.abs(outwards.getX()) > STEEP * Math.abs(outwards.getY());
        double away = ring.radius() + 10;
        double side = Math.signum(beside ? outwards.getX() : outwards.getY());
        var at = beside ? place.add(side * (away - 2), 0) : place.add(0, side * (away + 2));
        double width = name.length() * LETTER;
        double left = beside ? (side < 0 ? at.getX() - width : at.getX()) : at.getX() - width / 2;
        var needed = new Rectangle2D(left, at.getY() - SMALL / 2, width, SMALL);
        if (taken.stream().noneMatch(needed::intersects)) {
            taken.add(needed);
            var align =
                    beside
                            ? side < 0 ? TextAlignment.RIGHT : TextAlignment.LEFT
                            : TextAlignment.CENTER;
            name(pen, name, at, align, index == chosen);
        }
    }

    private void name(
            GraphicsContext pen, String name, Point2D place, TextAlignment align, boolean strong) {
        pen.setTextAlign(align);
        pen.setTextBaseline(VPos.CENTER);
        pen.setFont(Typeface.of(strong ? FontWeight.BOLD : FontWeight.NORMAL, SMALL));
        pen.setFill(strong ? inks.text() : inks.muted());
        pen.fillText(name, place.getX(), place.getY());
    }

    private static void disc(GraphicsContext pen, Point2D place, double radius, Color fill) {
        pen.setFill(fill);
        pen.fillOval(place.getX() - radius, place.getY() - radius, 2 * radius, 2 * radius);
    }

    private static void circle(GraphicsContext pen, Point2D place, double radius) {
        pen.strokeOval(place.getX() - radius, place.getY() - radius, 2 * radius, 2 * radius);
    }
}
