package dev.nodecast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerProcessTest {

    @Test
    void theOptionsOfALauncherAreThoseBesideTheJars(@TempDir Path lib) throws IOException {
        String classPath = "elsewhere/one.jar" + File.pathSeparator + lib.resolve("two.jar");
        assertThat(ControllerProcess.options(classPath)).isEmpty();

        Path options = Files.writeString(lib.resolve("controller.options"), "-XX:+UseSerialGC");

        assertThat(ControllerProcess.options(classPath)).contains(options);
    }

    @Test
    void theCommandIsThatOfTheImage() {
        assertThat(ControllerProcess.command(List.of("--cloud", "kwok")))
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .endsWith("dev.nodecast.cli.ControllerProgram", "controller", "--cloud", "kwok");
    }
}
