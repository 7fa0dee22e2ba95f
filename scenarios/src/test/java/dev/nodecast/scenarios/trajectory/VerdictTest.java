package dev.nodecast.scenarios.trajectory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scenarios.trajectory.Verdict.Row;
import dev.nodecast.scenarios.trajectory.Verdict.Yardstick;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** When a live run agrees with recorded ones. */
class VerdictTest {

    private static Recording run(long seed) {
        try {
            Path folder = Path.of(Objects.requireNonNull(VerdictTest.class.getResource("balloons/timeline.json"))
                            .toURI())
                    .getParent();
            return TrajectoryRun.of(TrajectoryFolder.read(folder), new TrajectoryRun.Options(seed, null));
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Observed observed(double factor) {
        Recording.Summary summary = run(1).summary();
        return new Observed(
                "observed-1.json",
                JsonMapper.shared()
                        .createObjectNode()
                        .put("instanceSeconds", summary.instanceSeconds() * factor)
                        .put("costUsd", summary.costUsd() * factor)
                        .put("launches", summary.launches())
                        .set(
                                "pods",
                                JsonMapper.shared()
                                        .createObjectNode()
                                        .put(
                                                "unscheduledPodSeconds",
                                                summary.pods().unscheduledPodSeconds())));
    }

    private static Row row(Verdict verdict, String measure) {
        return verdict.rows().stream()
                .filter(row -> row.measure().equals(measure))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withinTheToleranceOfARecordingItAgrees() {
        Verdict verdict = Verdict.of(run(1), List.of(run(1)), List.of(observed(1.015)), new Yardstick.Recorded(0.02));
        assertThat(verdict.agrees()).isTrue();
    }

    @Test
    void beyondItItDiffersThoughASeedOfTheSimulatorWentThere() {
        Verdict verdict = Verdict.of(run(1), List.of(run(1)), List.of(observed(1.05)), new Yardstick.Recorded(0.02));
        assertThat(row(verdict, "instance-seconds").agrees()).isFalse();
        assertThat(verdict.agrees()).isFalse();
        assertThat(verdict.table()).contains("DIFFERS");
    }

    @Test
    void ofAChaoticTimelineItAgreesWithinTheRangeOfTheSeedsWhateverWasRecorded() {
        List<Recording> seeds =
                LongStream.rangeClosed(1, 8).mapToObj(VerdictTest::run).toList();
        Verdict verdict = Verdict.of(run(1), seeds, List.of(observed(2)), new Yardstick.Seeds());
        assertThat(verdict.agrees()).isTrue();
    }

    @Test
    void ofAChaoticTimelineItDiffersOutsideThatRangeThoughItWasRecordedSo() {
        Verdict verdict = Verdict.of(run(1), List.of(), List.of(observed(1)), new Yardstick.Seeds());
        assertThat(verdict.agrees()).isFalse();
    }
}
