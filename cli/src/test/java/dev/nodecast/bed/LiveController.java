package dev.nodecast.bed;

import dev.nodecast.aws.controller.Controller;
import dev.nodecast.cli.ControllerProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code nodecast controller} as a process of its own, with the Java options of launcher and image. */
final class LiveController implements AutoCloseable {

    private static final Path OPTIONS = Path.of("src/main/assembly/controller.options");
    private static final int TAIL = 30;

    private final Process process;
    private final Path log;

    LiveController(List<String> arguments, Map<String, String> environment, Path log) throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + OPTIONS.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                ControllerProgram.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MALLOC_ARENA_MAX", "2"); // as the launcher does
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        process = builder.start();
    }

    /** SIGKILL: it has no time for anything. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether it has begun to make decisions. */
    boolean acts() {
        return log().contains(Controller.ACTING);
    }

    /** How it has ended. */
    int exitCode() {
        return process.exitValue();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String tail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
    }

    /** Asked to end, as Kubernetes does it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException end) {
            process.destroyForcibly();
        }
    }
}
