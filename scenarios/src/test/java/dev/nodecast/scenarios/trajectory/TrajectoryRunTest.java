package dev.nodecast.scenarios.trajectory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nodecast.scenarios.trajectory.Recording.PodLine;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small folder, run and refused. */
class TrajectoryRunTest {

    private static Path balloons() {
        try {
            return Path.of(Objects.requireNonNull(TrajectoryRunTest.class.getResource("balloons/timeline.json"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Recording run(long seed) {
        return TrajectoryRun.of(TrajectoryFolder.read(balloons()), new TrajectoryRun.Options(seed, null));
    }

    @Test
    void workTakesABalloonsPlaceAtOnceAndTheBalloonBringsAnotherNode() {
        Recording recording = run(1);
        PodLine app = recording.pods().stream()
                .filter(pod -> pod.owner().equals("app"))
                .findFirst()
                .orElseThrow();
        assertThat(app.nodeClaim()).isEqualTo(0);
        assertThat(app.scheduledMs() - app.createdMs())
                .as("the balloon has gone after its 2 s, no node had to come")
                .isLessThan(3_000);
        List<PodLine> balloons = recording.pods().stream()
                .filter(pod -> pod.owner().equals("balloon"))
                .toList();
        assertThat(balloons).hasSize(2);
        assertThat(balloons.getLast().nodeClaim()).isEqualTo(1);
        assertThat(recording.summary().launches()).isEqualTo(2);
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(RecordingJson.write(run(5))).isEqualTo(RecordingJson.write(run(5)));
        assertThat(RecordingJson.write(run(5))).isNotEqualTo(RecordingJson.write(run(6)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"app\", \"replicas\": 1|\"web\", \"replicas\": 1|there is no such Deployment",
                "\"scale\"|\"explode\"|has a value that does not exist",
                "\"replicas\": 1|\"replicas\": -1|is out of range",
                "\"atMs\": 100000|\"atMs\": 900000|is out of range",
                "\"endMs\": 200000,||`endMs` is missing",
                "\"atMs\": 100000, ||`atMs` is missing"
            })
    void aTimelineThatCannotBeIsRefusedWithItsPlace(String text, String instead, String message, @TempDir Path folder)
            throws IOException {
        for (String name : List.of("manifests.yaml", "instance-types.json", "timeline.json")) {
            String content = Files.readString(balloons().resolve(name));
            boolean changed = name.equals("timeline.json");
            Files.writeString(
                    folder.resolve(name), changed ? content.replace(text, instead == null ? "" : instead) : content);
        }
        assertThatThrownBy(() -> TrajectoryFolder.read(folder))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("timeline.json")
                .hasMessageContaining(message);
    }

    @Test
    void aFolderWithoutTheFilesSaysWhichAreMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> TrajectoryFolder.read(folder))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("manifests.yaml");
    }
}
