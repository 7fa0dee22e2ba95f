package dev.nodecast.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Starts commands in an environment of which nothing is inherited. */
record Shell(Map<String, String> environment) {
    /** What a bare machine has: the usual commands, but no Java on the path. */
    private static final List<String> COMMANDS = List.of(
            "sh",
            "cat",
            "cksum",
            "dirname",
            "basename",
            "find",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "cp",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "touch",
            "tr",
            "uname");

    /** What a command left behind. */
    record Outcome(int exitCode, String out, String err) {}

    /** A command that may still run. */
    record Running(Process process, Path err) {
        Outcome outcome() throws IOException, InterruptedException {
            String out = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), out, Files.readString(err));
        }
    }

    static Shell onABareMachine(Path folder) throws IOException {
        Path commands = Files.createDirectories(folder.resolve("bare machine"));
        for (String command : COMMANDS) {
            Path original = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, command))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this machine has no " + command));
            Files.createSymbolicLink(commands.resolve(command), original);
        }
        return new Shell(Map.of("PATH", commands.toString(), "HOME", folder.toString()));
    }

    Shell with(String variable, Object value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value.toString());
        return new Shell(more);
    }

    Outcome run(Path folder, Object... command) throws IOException, InterruptedException {
        return start(folder, command).outcome();
    }

    Running start(Path folder, Object... command) throws IOException {
        Path err = Files.createTempFile("launcher", ".err");
        err.toFile().deleteOnExit();
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.of(command).map(Object::toString).toList())
                .directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), err);
    }
}
