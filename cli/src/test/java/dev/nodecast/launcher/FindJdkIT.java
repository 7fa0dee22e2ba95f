package dev.nodecast.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which of the JDKs of a machine is taken. */
@DisabledOnOs(OS.WINDOWS)
class FindJdkIT {
    private static final Path SCRIPT = Path.of("..", ".mvn", "find-jdk.sh").toAbsolutePath();

    @TempDir
    private Path folder;

    private Shell shell;
    private FakeJava java;

    @BeforeEach
    void aMachine() throws IOException {
        shell = Shell.onABareMachine(folder).with("NODECAST_JDK_ROOTS", "/nowhere:" + folder.resolve("fake jdks"));
        java = new FakeJava(folder);
    }

    @Test
    void theVersionNearestToTheOneTestedIsTakenOfThoseInTheUsualFolders() throws Exception {
        java.version("27-ea");
        java.version("17.0.2");
        Path nearest = java.version("25.0.1");
        java.version("26");

        assertThat(found("jdk")).isEqualTo(nearest.toString());
    }

    @Test
    void javaHomeComesFirstIfItIsNewEnough() throws Exception {
        java.version("25.0.1");
        Path home = java.version("26", folder.resolve("my own java"));
        shell = shell.with("JAVA_HOME", home);

        assertThat(found("jdk")).isEqualTo(home.toString());
    }

    @Test
    void theJavaOnThePathComesNextThroughItsLinks() throws Exception {
        java.version("25.0.1");
        Path home = java.version("26", folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("alternative"), home.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("bare machine/java"), link);

        assertThat(found("jdk")).isEqualTo(home.toString());
    }

    @Test
    void aVersionManagersScriptIsAskedWhereItsJavaIs() throws Exception {
        Path home = java.version("25.0.1", folder.resolve("managed"));
        FakeJava.script(folder.resolve("bare machine/java"), "echo '    java.home = " + home + "' >&2");

        assertThat(found("jdk")).isEqualTo(home.toString());
    }

    @Test
    void bundlesOfMacAndHomebrewAreLookedInto() throws Exception {
        Path bundle = java.version("26", folder.resolve("fake jdks/temurin-26.jdk/Contents/Home"));
        assertThat(found("jdk")).isEqualTo(bundle.toString());

        Path brewed = java.version("25", folder.resolve("fake jdks/openjdk@25/libexec/openjdk.jdk/Contents/Home"));
        assertThat(found("jdk")).isEqualTo(brewed.toString());
    }

    @Test
    void aJavaWithoutACompilerServesToRunButNotToBuild() throws Exception {
        Path home = java.version("25.0.1");
        Files.delete(home.resolve("bin/javac"));

        assertThat(found("jre")).isEqualTo(home.toString());
        assertThat(found("jdk")).isEqualTo("none, but Java 25 without a compiler (" + home + ")");
    }

    @Test
    void aFolderThatOnlyLooksLikeAJdkIsNone() throws Exception {
        Path home = java.version("25.0.1");
        Files.writeString(home.resolve("release"), "garbage\n");

        assertThat(found("jdk")).isEqualTo("none, but");
    }

    private String found(String kind) throws Exception {
        Path script = FakeJava.script(
                folder.resolve("find"),
                "set -eu\n. '" + SCRIPT + "'\nfind_jdk " + kind
                        + " && echo \"$found_java_home\" || echo \"none, but $refused_java\"");
        Shell.Outcome outcome = shell.run(folder, script);
        assertThat(outcome.err()).isEmpty();
        return outcome.out().strip();
    }
}
