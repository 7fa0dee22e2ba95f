package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of a result that is worked out by hand in {@link ResultFixture}, and of one of a real month's size. */
class MonthlyReportTest {
    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    @TempDir
    Path temp;

    @Test
    void aMonthOfRealSizeBecomesAPage() throws IOException {
        Path result = new SyntheticMonth().writeTo(temp.resolve("result"));
        Path out = Path.of("target", "monthly-report");
        List<Path> files = MonthlyReport.create(result, OCTOBER, out);
        assertThat(files.getFirst().getFileName()).hasToString("report.html");
        assertThat(Files.size(files.getFirst())).isBetween(50_000L, 1_500_000L);
    }
}
