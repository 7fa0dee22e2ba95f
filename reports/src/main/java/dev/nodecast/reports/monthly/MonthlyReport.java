package dev.nodecast.reports.monthly;

import dev.nodecast.reports.input.StoredResult;
import dev.nodecast.reports.output.OutputFolder;
import dev.nodecast.reports.page.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The monthly report: one HTML page that needs nothing else, and the same numbers as CSV files. The same result gives the
 * same bytes.
 */
public final class MonthlyReport {
    private static final String PAGE = "report.html";

    private MonthlyReport() {}

    /**
     * Writes the report of {@code month} into {@code outDir}, all files or none.
     *
     * @param resultDir a folder that {@code nodecast simulate -o} wrote
     * @param month in the scenario's time zone; the run must have time in it
     * @return the files written, the page first
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput where the folder cannot be used: a file is missing, cut off, of
     *     another run or of another schema, or the run does not cover the month; nothing is written then
     * @throws IOException where reading or writing fails
     */
    public static List<Path> create(Path resultDir, YearMonth month, Path outDir) throws IOException {
        MonthlyFigures figures = MonthlyFigures.read(StoredResult.open(resultDir), month);
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(PAGE, HtmlPage.render(MonthlyPage.of(figures)));
        texts.putAll(new MonthlyCsv(figures).texts());
        return new OutputFolder(outDir).write(texts);
    }
}
