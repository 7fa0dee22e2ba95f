package dev.nodecast.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that look like installed JDKs, whose java says in which folder it was started. */
record FakeJava(Path folder) {

    Path version(String version) throws IOException {
        return version(version, folder.resolve("fake jdks").resolve("jdk-" + version));
    }

    Path version(String version, Path home) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "echo \"started in " + home + "\"");
        script(home.resolve("bin/javac"), "exit 1");
        return home;
    }

    static Path script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }
}
