package dev.nodecast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.cli.Version;
import dev.nodecast.launcher.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code ./mvnw package} makes, unpacked somewhere and run. */
@DisabledOnOs(OS.WINDOWS)
class ReleaseIT {
    private static final Path ARCHIVE = Path.of("target", "nodecast-" + Version.current() + ".tar.gz");
    private static final String JAVA = System.getProperty("java.home");

    @TempDir
    private Path folder;

    private Path home;
    private Shell shell;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("my programs"));
        Process tar = new ProcessBuilder("tar", "xzf", ARCHIVE.toAbsolutePath().toString())
                .directory(place.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).as("unpacking %s", ARCHIVE).isZero();
        home = place.resolve("nodecast-" + Version.current());
        shell = Shell.onABareMachine(folder).with("JAVA_HOME", JAVA);
    }

    @Test
    void itRunsWithoutBeingBuiltAndKeepsACacheForTheNextStart() throws Exception {
        Outcome first = shell.run(folder, home.resolve("nodecast"), "--version");

        assertThat(first).isEqualTo(new Outcome(0, "nodecast " + Version.current() + "\n", ""));
        assertThat(caches()).hasSize(1).allSatisfy(cache -> assertThat(cache).isNotEmptyFile());
        assertThat(shell.run(folder, home.resolve("nodecast"), "--version")).isEqualTo(first);
    }

    @Test
    void itRunsThroughLinksFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("absolute"), home.resolve("nodecast"));
        Files.createSymbolicLink(elsewhere.resolve("relative"), Path.of("absolute"));

        assertThat(shell.run(elsewhere, "./relative", "--version").exitCode()).isZero();
    }

    @Test
    void theProgramsExitCodeIsPassedOn() throws Exception {
        Outcome outcome = shell.run(folder, home.resolve("nodecast"), "--no-such-option");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--no-such-option");
    }

    @Test
    void moreOptionsForJavaArePassedOn() throws Exception {
        Outcome outcome = shell.with("NODECAST_JAVA_OPTS", "-XX:+UseSerialGC -Xmx64m -version")
                .run(folder, home.resolve("nodecast"), "--help");

        assertThat(outcome.err()).contains("build " + Runtime.version());
    }

    @Test
    void aSpoiltCacheIsPassedOverInSilence() throws Exception {
        Outcome first = shell.run(folder, home.resolve("nodecast"), "--version");
        for (Path cache : caches()) {
            Files.writeString(cache, "spoilt");
        }

        assertThat(shell.run(folder, home.resolve("nodecast"), "--version")).isEqualTo(first);
    }

    @Test
    void itRunsWhereNothingCanBeWritten() throws Exception {
        Files.writeString(folder.resolve("a file"), "");

        Outcome outcome = shell.with("NODECAST_CACHE", folder.resolve("a file").resolve("below"))
                .run(folder, home.resolve("nodecast"), "--version");

        assertThat(outcome).isEqualTo(new Outcome(0, "nodecast " + Version.current() + "\n", ""));
        assertThat(caches()).isEmpty();
    }

    @Test
    void manyFirstStartsAtOnceAllSucceed() throws Exception {
        List<Shell.Running> all = List.of(
                shell.start(folder, home.resolve("nodecast"), "--version"),
                shell.start(folder, home.resolve("nodecast"), "--version"),
                shell.start(folder, home.resolve("nodecast"), "--version"));

        for (Shell.Running one : all) {
            assertThat(one.outcome()).isEqualTo(new Outcome(0, "nodecast " + Version.current() + "\n", ""));
        }
        assertThat(caches()).hasSize(1);
    }

    @Test
    void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
        Path old = new FakeJava(folder).version("17.0.9");

        Outcome outcome = shell.with("JAVA_HOME", old)
                .with("NODECAST_JDK_ROOTS", "/nowhere:" + Path.of(JAVA).getParent())
                .run(folder, home.resolve("nodecast"), "--version");

        assertThat(outcome).isEqualTo(new Outcome(0, "nodecast " + Version.current() + "\n", ""));
    }

    @Test
    void withoutJavaOneLineSaysHowToGetIt() throws Exception {
        Path old = new FakeJava(folder).version("17.0.9");

        Outcome outcome = shell.with("JAVA_HOME", old)
                .with("NODECAST_JDK_ROOTS", "/nowhere")
                .run(folder, home.resolve("nodecast"), "--version");

        assertThat(outcome.exitCode()).isEqualTo(69);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .hasLineCount(1)
                .startsWith("nodecast: needs a JDK 25 or newer and found only Java 17 (" + old + "). Get one: ")
                .endsWith("; then try again, or set JAVA_HOME to it.\n");
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }
}
