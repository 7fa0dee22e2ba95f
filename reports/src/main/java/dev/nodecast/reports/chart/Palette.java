package dev.nodecast.reports.chart;

import java.awt.Color;
import java.util.List;

/**
 * Colours that stay apart for colour-blind readers and in grey print (M. Okabe, K. Ito, "Color Universal Design", 2008),
 * darkened where they stand for lines. Lines begin with colours that no capacity type has.
 */
public final class Palette {
    public static final Color SPOT = new Color(0x009E73);
    public static final Color ON_DEMAND = new Color(0x0072B2);
    public static final Color RESERVED = new Color(0xCC79A7);
    public static final Color OTHER = new Color(0xA7ADB5);

    static final Color TEXT = new Color(0x1F2933);
    static final Color AXIS = new Color(0x52606D);
    static final Color GRID = new Color(0xE1E5EA);

    private static final List<Color> LINES = List.of(
            new Color(0xD55E00),
            new Color(0x7A3E86),
            new Color(0x1F2933),
            new Color(0xB07A00),
            new Color(0x0072B2),
            new Color(0x00795A));

    private Palette() {}

    /** The colour of the {@code index}-th line of a chart; after six they begin again. */
    public static Color line(int index) {
        return LINES.get(index % LINES.size());
    }

    /** As HTML writes it, such as {@code #009e73}. */
    public static String hex(Color color) {
        return String.format("#%06x", color.getRGB() & 0xFFFFFF);
    }
}
