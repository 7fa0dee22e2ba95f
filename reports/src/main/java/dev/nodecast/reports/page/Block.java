package dev.nodecast.reports.page;

import java.util.List;
import java.util.Locale;

/** A part of a section. */
public sealed interface Block permits Block.Table, Block.Chart, Block.Notes, Block.Facts, Block.Row {

    /**
     * A table.
     *
     * @param note below it; may be empty
     */
    record Table(String caption, List<Column> columns, List<Line> lines, String note) implements Block {
        public Table {
            columns = List.copyOf(columns);
            lines = List.copyOf(lines);
        }

        /** Whether a line has a bar, so that all need room for one. */
        public boolean hasBars() {
            return lines.stream().anyMatch(line -> line.share() >= 0);
        }
    }

    /** A column; numbers stand at the right. */
    record Column(String name, boolean number) {

        public static Column text(String name) {
            return new Column(name, false);
        }

        public static Column number(String name) {
            return new Column(name, true);
        }
    }

    /**
     * A row of a table.
     *
     * @param share 0 to 1, a bar after the last cell; negative for none
     * @param kind how it is set
     */
    record Line(Kind kind, List<String> cells, double share) {
        public Line {
            cells = List.copyOf(cells);
        }

        public static Line of(String... cells) {
            return new Line(Kind.PLAIN, List.of(cells), -1);
        }

        public static Line of(Kind kind, String... cells) {
            return new Line(kind, List.of(cells), -1);
        }

        /** The same row with a bar. */
        public Line bar(double part) {
            return new Line(kind, cells, Math.clamp(part, 0, 1));
        }

        /** The length of the bar as CSS writes it. */
        public String barWidth() {
            return Math.round(share * 1_000) / 10.0 + "%";
        }
    }

    /** How a row is set. */
    enum Kind {
        PLAIN,
        HEAD,
        DETAIL,
        SUM;

        /** Its CSS class. */
        public String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A drawing; {@code svg} is markup and goes into the page as it is. */
    record Chart(String caption, String svg, String note) implements Block {}

    /** A list of sentences. */
    record Notes(List<String> sentences) implements Block {
        public Notes {
            sentences = List.copyOf(sentences);
        }
    }

    /** Names and values. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    record Fact(String name, String value) {}

    /** Tables side by side where the page is wide enough. */
    record Row(List<Table> tables) implements Block {
        public Row {
            tables = List.copyOf(tables);
        }
    }
}
