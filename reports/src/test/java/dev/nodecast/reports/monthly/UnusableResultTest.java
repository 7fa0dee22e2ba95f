package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be reported is refused with place, finding and remedy, and nothing is written. */
class UnusableResultTest {
    @TempDir
    Path temp;

    @Test
    void aFolderThatDoesNotExist() {
        Diagnostic problem = refused(temp.resolve("nowhere"), YearMonth.of(2026, 10));

        assertThat(problem.mark().file()).endsWith("nowhere");
        assertThat(problem.message()).isEqualTo("found no such folder, expected a result folder");
        assertThat(problem.help()).startsWith("write one with `nodecast simulate SCENARIO -o ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary.json", "costs.csv", "jobs.csv", "nodes.csv", "timeline.csv"})
    void aFileThatIsMissing(String file) throws IOException {
        Diagnostic problem = refused(ResultFixture.twoDays().without(file));

        assertThat(problem.mark().file()).endsWith(file);
        assertThat(problem.message()).startsWith("found no such file");
        assertThat(problem.help()).isEqualTo("simulate again with `nodecast simulate … -o DIR`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"costs.csv", "jobs.csv", "nodes.csv", "timeline.csv"})
    void aFileThatEndsInTheMiddleOfARow(String file) throws IOException {
        Path result = ResultFixture.twoDays().writeTo(temp.resolve("result"));
        String text = Files.readString(result.resolve(file));
        Files.writeString(result.resolve(file), text.substring(0, text.length() - 4));

        Diagnostic problem = refused(result, YearMonth.of(2026, 10));
        assertThat(problem.mark().file()).endsWith(file);
        assertThat(problem.message()).contains("a file that ends in the middle of a row");
        assertThat(problem.help()).startsWith("the file is cut off: copy the folder again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"costs.csv", "jobs.csv"})
    void aFileThatLacksItsLastRows(String file) throws IOException {
        Path result = ResultFixture.twoDays().writeTo(temp.resolve("result"));
        String text = Files.readString(result.resolve(file)).stripTrailing();
        Files.writeString(result.resolve(file), text.substring(0, text.lastIndexOf('\n') + 1));

        Diagnostic problem = refused(result, YearMonth.of(2026, 10));
        assertThat(problem.mark().file()).endsWith(file);
        assertThat(problem.help()).startsWith("rows are missing or the files are of different runs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"costs.csv", "jobs.csv", "nodes.csv", "timeline.csv"})
    void anEmptyFile(String file) throws IOException {
        Path result = ResultFixture.twoDays().writeTo(temp.resolve("result"));
        Files.writeString(result.resolve(file), "");

        assertThat(refused(result, YearMonth.of(2026, 10)).message()).startsWith("found an empty file");
    }

    @Test
    void aSummaryOfAnotherSchema() throws IOException {
        Diagnostic problem =
                refused(ResultFixture.twoDays().with("summary.json", "\"schemaVersion\": 1", "\"schemaVersion\": 99"));

        assertThat(problem.mark().file()).endsWith("summary.json");
        assertThat(problem.message()).contains("found schemaVersion 99, expected 1");
    }

    @Test
    void aSummaryThatIsCutOff() throws IOException {
        Path result = ResultFixture.twoDays().writeTo(temp.resolve("result"));
        String text = Files.readString(result.resolve("summary.json"));
        Files.writeString(result.resolve("summary.json"), text.substring(0, text.length() / 2));

        Diagnostic problem = refused(result, YearMonth.of(2026, 10));
        assertThat(problem.mark().file()).endsWith("summary.json");
        assertThat(problem.help()).isEqualTo("simulate again with `nodecast simulate … -o DIR`");
    }

    @Test
    void aSummaryWithoutFigures() throws IOException {
        Path result = ResultFixture.twoDays().writeTo(temp.resolve("result"));
        Files.writeString(result.resolve("summary.json"), "{\"schemaVersion\": 1}\n");

        assertThat(refused(result, YearMonth.of(2026, 10)).mark().file()).endsWith("summary.json");
    }

    @Test
    void aMonthThatTheRunDoesNotCoverIsAnsweredWithThoseItCovers() throws IOException {
        Path result = ResultFixture.twoDays()
                .with("summary.json", "\"durationHours\": 48", "\"durationHours\": 1000")
                .writeTo(temp.resolve("result"));

        Diagnostic problem = refused(result, YearMonth.of(2027, 1));
        assertThat(problem.message())
                .isEqualTo("found month 2027-01, expected a month of the run, which covers 2026-10, 2026-11");
        assertThat(problem.help()).isEqualTo("ask for `--month 2026-10`");
    }

    @Test
    void aRowOfAnotherRunIsNamedWithItsLine() throws IOException {
        Diagnostic problem =
                refused(ResultFixture.twoDays().with("jobs.csv", "3f2a9c1b-7-0,3,pro", "aaaaaaaa-7-0,3,pro"));

        assertThat(problem.mark().toString()).endsWith("jobs.csv:5");
        assertThat(problem.message())
                .isEqualTo("found run `aaaaaaaa-7-0`, expected `3f2a9c1b-7-0`, the run of summary.json");
    }

    @Test
    void aNumberThatIsNoneIsNamedWithLineAndColumn() throws IOException {
        Diagnostic problem = refused(ResultFixture.twoDays()
                .with(
                        "costs.csv",
                        "hour,0.5\n3f2a9c1b-7-0,2026-10-01,control",
                        "hour,oops\n3f2a9c1b-7-0,2026-10-01,control"));

        assertThat(problem.mark().toString()).endsWith("costs.csv:3");
        assertThat(problem.message())
                .isEqualTo("found `oops` in column cost_usd, expected USD with at most six decimals");
    }

    @Test
    void aColumnThatIsMissingIsNamed() throws IOException {
        Diagnostic problem = refused(ResultFixture.twoDays().with("nodes.csv", ",terminated_s,", ",terminated_ms,"));

        assertThat(problem.mark().toString()).endsWith("nodes.csv:1");
        assertThat(problem.message()).endsWith("expected a column `terminated_s` among them");
    }

    @Test
    void aRowThatIsTooShort() throws IOException {
        Diagnostic problem = refused(ResultFixture.twoDays().with("timeline.csv", ",1,0,0.5,1,0\n", ",1,0,0.5,1\n"));

        assertThat(problem.message()).isEqualTo("found 13 columns, expected 14 as in the header");
    }

    private Diagnostic refused(ResultFixture fixture) throws IOException {
        return refused(fixture.writeTo(temp.resolve("result")), YearMonth.of(2026, 10));
    }

    private Diagnostic refused(Path result, YearMonth month) {
        InvalidInput problem = catchThrowableOfType(
                InvalidInput.class, () -> MonthlyReport.create(result, month, temp.resolve("out")));
        assertThat(problem).isNotNull();
        assertThat(temp.resolve("out")).doesNotExist();
        return problem.diagnostics().getFirst();
    }
}
