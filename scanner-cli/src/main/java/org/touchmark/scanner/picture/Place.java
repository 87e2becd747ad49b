package org.touchmark.scanner.picture;

import com.google.zxing.ResultPoint;
import com.google.zxing.qrcode.detector.FinderPatternInfo;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * Where a code stands in a picture.
 *
 * @param fromUnit takes the unit square to the parallelogram between the middles of the code's finder patterns: (0, 0)
 *     to the upper left one, (1, 0) to the upper right, (0, 1) to the lower left
 */
record Place(AffineTransform fromUnit) {

    /** How far the code's own edge lies outside its finder patterns' middles, as a part of its side; rather more. */
    private static final double MARGIN = 0.15;

    /** The place by the points that the decoder gives: lower left, upper left, upper right, then perhaps alignment. */
    static Place of(ResultPoint[] points) {
        return between(points[0], points[1], points[2]);
    }

    /** The place that three finder patterns would have if they were one code's. */
    static Place of(FinderPatternInfo corners) {
        return between(corners.getBottomLeft(), corners.getTopLeft(), corners.getTopRight());
    }

    private static Place between(ResultPoint lowerLeft, ResultPoint upperLeft, ResultPoint upperRight) {
        return new Place(new AffineTransform(
                upperRight.getX() - upperLeft.getX(),
                upperRight.getY() - upperLeft.getY(),
                lowerLeft.getX() - upperLeft.getX(),
                lowerLeft.getY() - upperLeft.getY(),
                upperLeft.getX(),
                upperLeft.getY()));
    }

    /** Whether the three points are on one line, so that nothing lies between them. */
    boolean isFlat() {
        return fromUnit.getDeterminant() == 0;
    }

    Place through(AffineTransform transform) {
        AffineTransform both = new AffineTransform(transform);
        both.concatenate(fromUnit);
        return new Place(both);
    }

    Point2D middle() {
        return fromUnit.transform(new Point2D.Double(0.5, 0.5), null);
    }

    /** The length of the code's upper side between two finder patterns, in pixels. */
    double side() {
        return Math.hypot(fromUnit.getScaleX(), fromUnit.getShearY());
    }

    /** Whether the two overlap so much that they are one print seen twice. */
    boolean isAbout(Place other) {
        return middle().distance(other.middle()) < Math.max(side(), other.side()) / 2;
    }

    Rectangle bounds() {
        Path2D edge = new Path2D.Double();
        edge.moveTo(-MARGIN, -MARGIN);
        edge.lineTo(1 + MARGIN, -MARGIN);
        edge.lineTo(1 + MARGIN, 1 + MARGIN);
        edge.lineTo(-MARGIN, 1 + MARGIN);
        return edge.createTransformedShape(fromUnit).getBounds();
    }

    /** Whether a pixel belongs to the code, by the code's own edge. */
    boolean covers(double x, double y) {
        double determinant = fromUnit.getDeterminant();
        double fromLeft = x - fromUnit.getTranslateX();
        double fromTop = y - fromUnit.getTranslateY();
        double along = (fromLeft * fromUnit.getScaleY() - fromTop * fromUnit.getShearX()) / determinant;
        double down = (fromTop * fromUnit.getScaleX() - fromLeft * fromUnit.getShearY()) / determinant;
        return isWithin(along) && isWithin(down);
    }

    private static boolean isWithin(double part) {
        return part >= -MARGIN && part <= 1 + MARGIN;
    }
}
