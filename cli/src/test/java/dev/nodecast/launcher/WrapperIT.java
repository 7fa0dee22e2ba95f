package dev.nodecast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.launcher.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On which Java, and with which Maven, {@code ./mvnw} builds. */
@DisabledOnOs(OS.WINDOWS)
class WrapperIT {
    private static final Path MVNW = Path.of("..", "mvnw").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void aMachineWithoutANetwork() throws IOException {
        shell = Shell.onABareMachine(folder).with("NODECAST_JDK_ROOTS", "/nowhere");
        FakeJava.script(folder.resolve("bare machine/wget"), "exit 4");
    }

    @Test
    void withoutANetworkAnInstalledMavenBuildsOnTheJavaThatWasFound() throws Exception {
        FakeJava.script(folder.resolve("bare machine/mvn"), "echo \"$JAVA_HOME builds $*\"");
        Path java = new FakeJava(folder).version("25.0.1");

        Outcome outcome = shell.with("NODECAST_JDK_ROOTS", java.getParent()).run(folder, MVNW, "verify");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).isEqualTo(java + " builds verify\n");
        assertThat(outcome.err()).contains("using the installed");
    }

    @Test
    void withoutANetworkAndMavenItSaysWhatIsMissing() throws Exception {
        Outcome outcome =
                shell.with("JAVA_HOME", new FakeJava(folder).version("25")).run(folder, MVNW, "verify");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("wget cannot fetch", "no mvn is on the PATH");
    }

    @Test
    void withoutAJdkOneLineSaysHowToGetOne() throws Exception {
        Outcome outcome = shell.run(folder, MVNW, "verify");

        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.err()).hasLineCount(1).startsWith("mvnw: needs a JDK 25 or newer. Get one: ");
    }

    @Test
    void theWrapperIsExecutable() {
        assertThat(Files.isExecutable(MVNW)).isTrue();
    }
}
