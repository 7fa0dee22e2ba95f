package dev.nodecast.reports.page;

import java.util.List;

/**
 * A whole page.
 *
 * @param tiles the few numbers that matter
 * @param origin what made it: scenario hash, seed, version
 */
public record Page(
        String title, String subtitle, String summary, List<Tile> tiles, List<Section> sections, String origin) {
    public Page {
        tiles = List.copyOf(tiles);
        sections = List.copyOf(sections);
    }

    /** A number in large print. */
    public record Tile(String value, String label, String note) {}
}
