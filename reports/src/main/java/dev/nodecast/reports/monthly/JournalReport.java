package dev.nodecast.reports.monthly;

import dev.nodecast.reports.output.OutputFolder;
import dev.nodecast.reports.page.HtmlPage;
import dev.nodecast.scenarios.journal.ControllerHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The monthly report of what really happened, from a controller's journal. The same journal gives the same bytes. */
public final class JournalReport {
    private static final String PAGE = "report.html";

    private JournalReport() {}

    /**
     * What the report is of.
     *
     * @param zone whose midnights part days and months
     * @param version of Nodecast
     */
    public record Wish(YearMonth month, ZoneId zone, String version) {}

    /**
     * Writes the report into {@code outDir}, all files or none.
     *
     * @param source where the journal is, for messages
     * @return the files written, the page first
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput where the journal has no time in the month
     * @throws IOException where writing fails
     */
    public static List<Path> create(ControllerHistory history, Path source, Wish wish, Path outDir) throws IOException {
        JournalMonth month = JournalMonth.of(history, source, wish.month(), wish.zone());
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(PAGE, HtmlPage.render(new JournalPage(month, wish.version()).page()));
        texts.putAll(new JournalCsv(month, wish.version()).texts());
        return new OutputFolder(outDir).write(texts);
    }
}
