package dev.nodecast.reports.page;

import java.util.List;

/**
 * A part of a page with a heading.
 *
 * @param id for links into the page
 * @param lead one or two sentences that say what to see here; may be empty
 */
public record Section(String id, String title, String lead, List<Block> blocks) {
    public Section {
        blocks = List.copyOf(blocks);
    }
}
