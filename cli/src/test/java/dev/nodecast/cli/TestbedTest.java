package dev.nodecast.cli;

import static dev.nodecast.cli.CommandLine.nodecast;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nodecast testbed} says where there is nothing to do it on; the bed itself has integration tests. */
class TestbedTest {

    @TempDir
    Path folder;

    @Test
    void aFolderWithoutABedIsBadInput() {
        CommandLine run = nodecast("testbed", "down", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no test bed in " + folder, "nodecast testbed up");
    }

    @Test
    void anUnknownScenarioIsBadInputAndStartsNothing() {
        CommandLine run = nodecast("testbed", "up", folder.toString(), "--cloud", "aws", "--scenario", "no-such-one");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no-such-one");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aTimelineThatIsNotThereIsBadInput() {
        CommandLine run =
                nodecast("testbed", "replay-timeline", folder.resolve("none").toString());
        assertThat(run.exitCode()).isEqualTo(2);
    }
}
