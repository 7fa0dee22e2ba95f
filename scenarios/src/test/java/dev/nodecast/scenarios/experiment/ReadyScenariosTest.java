package dev.nodecast.scenarios.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.library.ReadyScenarios;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.ScenarioResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyScenariosTest {

    private static final Options ONE = Options.of("test").withThreads(1).withBounds(false);

    /** 720 h, 30 × 8 h and 30 × 10 × 20 min at $1.006 an hour. */
    @ParameterizedTest
    @CsvSource({"cost-table-24x7, 720, 724.32", "cost-table-8h, 240, 241.44", "cost-table-on-request, 100, 100.60"})
    void theCostTableIsExactWithoutBootIdleAndStorage(String name, double gpuHours, double usd) throws IOException {
        ScenarioResult result = run(name, ONE);

        assertThat(result.figures().gpuHours().bought().mean()).isEqualTo(gpuHours);
        assertThat(result.figures().cost().total().mean()).isEqualTo(usd);
        Figures.Beside trueBill =
                Objects.requireNonNull(result.figures().beside().get("true-bill"));
        assertThat(trueBill.total().mean()).isGreaterThan(usd + 70); // the control plane alone is 720 h × $0.10
    }

    @Test
    void theSimulatedWaitAgreesWithErlangC() throws IOException {
        ScenarioResult result = run("erlang-c", ONE.withReplications(8), "duration=20d");

        assertThat(result.closedForms()).hasSize(5);
        for (ScenarioResult.ClosedForm form : result.closedForms()) {
            Estimate found = form.found();
            double halfWidth = (Objects.requireNonNull(found.range()).high()
                            - found.range().low())
                    / 2;
            // twice the half width: five intervals of 95 % would fail one time in four
            assertThat(found.mean()).as(form.measure()).isCloseTo(form.expected(), within(2 * halfWidth));
            assertThat(halfWidth).as(form.measure()).isLessThan(0.2 * form.expected());
        }
    }

    @Test
    void inTheDesignAsWrittenNoWorkerEverStarts() throws IOException {
        ScenarioResult result = run("design-as-written", ONE, "duration=3d");

        Figures.Jobs jobs = result.figures().jobs();
        assertThat(jobs.completed().mean()).isZero();
        assertThat(jobs.waiting().mean()).isEqualTo(jobs.arrived().mean()).isPositive();
        assertThat(result.figures().cost().compute().mean()).isZero();
        assertThat(result.warnings())
                .anyMatch(warning -> warning.contains("refuses HorizontalPodAutoscaler `prod/ai-worker-hpa`"))
                .anyMatch(warning -> warning.contains("v1beta1 does not allow consolidateAfter"))
                .anyMatch(warning -> warning.contains("no node ever offers a GPU"));
    }

    @Test
    void theCorrectedDesignDoesTheWork() throws IOException {
        ScenarioResult result = run("gpu-spot-month", ONE, "duration=2d");

        Figures figures = result.figures();
        assertThat(figures.jobs().completed().mean())
                .isGreaterThan(0.95 * figures.jobs().arrived().mean());
        assertThat(figures.spot().share().mean()).isGreaterThan(0.9);
        assertThat(figures.queues()).containsOnlyKeys("queue:pro", "queue:starter", "queue:free");
    }

    @Test
    void theSumsOfAResultAgree() throws IOException {
        Figures figures = run("gpu-spot-month", ONE, "duration=2d", "spot.market=mid-zone")
                .figures();

        Figures.Cost cost = figures.cost();
        assertThat(List.of(cost.byCapacityType(), cost.byInstanceType(), cost.byNodePool(), cost.byZone()))
                .allSatisfy(map -> assertThat(sum(map)).isCloseTo(cost.compute().mean(), within(1e-6)));
        double parts = cost.compute().mean()
                + cost.storage().mean()
                + cost.controlPlane().mean()
                + cost.systemNodes().mean()
                + cost.data().mean()
                + cost.commitment().mean();
        assertThat(parts).isCloseTo(cost.total().mean(), within(1e-6));
        Figures.Jobs jobs = figures.jobs();
        assertThat(jobs.completed().mean() + jobs.unfinished().mean())
                .isEqualTo(jobs.arrived().mean());
        Figures.GpuHours gpu = figures.gpuHours();
        assertThat(gpu.used().mean() + gpu.idle().mean()).isCloseTo(gpu.bought().mean(), within(1e-6));
    }

    @Test
    void theBoundsLieAroundTheAnswer() throws IOException {
        Figures figures =
                run("gpu-spot-month", ONE.withBounds(true), "duration=2d").figures();

        double compute = figures.cost().compute().mean();
        assertThat(bound(figures, Figures.Bound.PERFECT_FORESIGHT)).isLessThan(compute);
        assertThat(bound(figures, Figures.Bound.NEVER_SCALED_DOWN)).isGreaterThan(compute);
        assertThat(bound(figures, Figures.Bound.ALL_ON_DEMAND)).isGreaterThan(compute);
    }

    private static double bound(Figures figures, String name) {
        return Objects.requireNonNull(figures.bounds().get(name)).compute().mean();
    }

    private static double sum(Map<String, Estimate> map) {
        return map.values().stream().mapToDouble(Estimate::mean).sum();
    }

    private static ScenarioResult run(String name, Options options, String... settings) throws IOException {
        return Experiment.run(
                ReadyScenarios.find(name).orElseThrow(),
                Arrays.stream(settings).map(Setting::parse).toList(),
                options);
    }
}
