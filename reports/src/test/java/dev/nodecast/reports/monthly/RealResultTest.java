package dev.nodecast.reports.monthly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.experiment.Experiment;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports on what the simulator really writes. */
class RealResultTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"gpu-spot-month, 1", "gpu-spot-month, 2", "design-as-written, 1"})
    void theDaysOfASimulatedRunAddUpToItsTotal(String scenario, int replications) throws IOException {
        ScenarioResult result = simulate(scenario, replications);
        List<Path> files = MonthlyReport.create(temp.resolve("result"), YearMonth.of(2026, 10), temp.resolve("out"));

        List<String> days = Files.readAllLines(temp.resolve("out/cost-by-day.csv"));
        assertThat(days).hasSize(1 + 2);
        BigDecimal total = days.stream()
                .skip(1)
                .map(day -> new BigDecimal(day.substring(day.lastIndexOf(',') + 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(total.setScale(2, RoundingMode.HALF_EVEN))
                .isEqualByComparingTo(
                        BigDecimal.valueOf(result.figures().cost().total().mean())
                                .setScale(2, RoundingMode.HALF_EVEN));
        assertThat(Files.readString(files.getFirst()))
                .contains(result.scenario().hash())
                .contains(Formats.money(result.figures().cost().compute().mean()));
    }

    private ScenarioResult simulate(String scenario, int replications) throws IOException {
        return Experiment.run(
                ReadyScenarios.find(scenario).orElseThrow(),
                List.of(Setting.parse("duration=2d")),
                Options.of("test").withReplications(replications).withOutput(temp.resolve("result")));
    }
}
