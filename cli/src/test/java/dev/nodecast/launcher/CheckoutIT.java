package dev.nodecast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.launcher.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher of a checkout builds. Maven is played by a script; the true build is what made this test run. */
@DisabledOnOs(OS.WINDOWS)
class CheckoutIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path checkout;
    private Path source;
    private Shell shell;

    @BeforeEach
    void aFreshClone() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectories(checkout.resolve(".mvn"));
        Files.copy(REPOSITORY.resolve("nodecast"), checkout.resolve("nodecast"));
        Files.copy(REPOSITORY.resolve(".mvn/find-jdk.sh"), checkout.resolve(".mvn/find-jdk.sh"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        source = Files.createDirectories(checkout.resolve("cli/src/main/java")).resolve("Main.java");
        Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
        Files.writeString(source, "class Main {}");
        maven("");
        shell = Shell.onABareMachine(folder)
                .with("JAVA_HOME", new FakeJava(folder).version("25"))
                .with("NODECAST_NO_CACHE", "yes");
    }

    @Test
    void theFirstUseBuildsAndSaysSo() throws Exception {
        Outcome outcome = nodecast();

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).startsWith("started in ");
        assertThat(outcome.err()).hasLineCount(1).startsWith("nodecast: first use: building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void nothingIsBuiltAgainUntilASourceChanges() throws Exception {
        nodecast();
        assertThat(nodecast().err()).isEmpty();
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(nodecast().err()).startsWith("nodecast: sources have changed since the last build: building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce() throws Exception {
        maven("sleep 2");

        Shell.Running one = shell.start(folder, checkout.resolve("nodecast"));
        Shell.Running other = shell.start(folder, checkout.resolve("nodecast"));

        assertThat(one.outcome().exitCode()).isZero();
        assertThat(other.outcome().exitCode()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfAProcessThatIsGoneIsPassedOver() throws Exception {
        Path lock = Files.createDirectories(checkout.resolve("cli/target/nodecast-build.lock"));
        Files.writeString(lock.resolve("pid"), "99999999");

        assertThat(nodecast().exitCode()).isZero();
        assertThat(lock).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsSaidAndNothingIsRun() throws Exception {
        maven("echo 'does not compile'; exit 1");

        Outcome outcome = nodecast();

        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("does not compile", "nodecast: the build failed (see above)");
        assertThat(checkout.resolve("cli/target/nodecast-build.lock")).doesNotExist();
    }

    private Outcome nodecast() throws Exception {
        return shell.run(folder, checkout.resolve("nodecast"), "--help");
    }

    /** Stands in for mvnw: counts its runs and, unless it fails before, lays down an app. */
    private void maven(String before) throws IOException {
        FakeJava.script(checkout.resolve("mvnw"), """
                here=$(dirname "$0")
                echo run >>"$here/builds"
                %s
                mkdir -p "$here/cli/target/nodecast/lib"
                touch "$here/cli/target/nodecast/NOTICE"
                """.formatted(before));
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds")).size();
    }
}
