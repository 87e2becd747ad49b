package org.touchmark.scanner.picture;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.BiFunction;

/** What goes wrong between a label and its picture, in levels from easy to hopeless. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are unmodifiable, and the functions keep nothing.
enum Degradation {
    NOISE("noise (deviation, of 255)", List.of(40.0, 60.0, 80.0, 100.0), Camera::noisy),
    CONTRAST(
            "contrast left (%)",
            List.of(15.0, 8.0, 5.0, 3.0), (camera, level) -> camera.faint(level).noisy(1)),
    BLUR(
            "blur (deviation, px)",
            List.of(1.0, 2.0, 3.0, 4.0),
            (camera, level) -> camera.blurred(level).noisy(2)),
    MOTION(
            "moved (px)",
            List.of(5.0, 7.0, 9.0),
            (camera, level) -> camera.moved(level.intValue()).noisy(2)),
    PERSPECTIVE(
            "seen aside (degrees)",
            List.of(30.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0),
            (camera, level) -> camera.aside(level).noisy(3)),
    CYLINDER(
            "around a bottle (degrees)",
            List.of(60.0, 90.0, 110.0, 130.0),
            (camera, level) -> camera.around(level).noisy(3)),
    SHADE(
            "light at the dark side (part)",
            List.of(0.5, 0.25, 0.1),
            (camera, level) -> camera.shaded(level).noisy(3)),
    GLARE(
            "glare (part of the side)",
            List.of(0.15, 0.25),
            (camera, level) -> camera.glaring(level).noisy(3)),
    ALL(
            "blur, shade, noise and contrast (%)",
            List.of(60.0, 40.0, 25.0, 15.0),
            (camera, level) -> camera.blurred(1.5).shaded(0.4).faint(level).noisy(level / 8));

    private final String title;
    private final List<Double> levels;
    private final BiFunction<Camera, Double, Camera> change;

    Degradation(String title, List<Double> levels, BiFunction<Camera, Double, Camera> change) {
        this.title = title;
        this.levels = levels;
        this.change = change;
    }

    String title() {
        return title;
    }

    List<Double> levels() {
        return levels;
    }

    /** A label's picture at a level; the same for the same seed. */
    BufferedImage of(String text, double modulePixels, double level, long seed) {
        return change.apply(Camera.before(text, modulePixels, seed), level).take();
    }
}
