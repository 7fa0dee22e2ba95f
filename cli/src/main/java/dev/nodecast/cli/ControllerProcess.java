package dev.nodecast.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The controller as a process of its own, with the Java options that the launcher and the container image give it. */
final class ControllerProcess {

    private static final String OPTIONS = "controller.options";

    private ControllerProcess() {}

    /**
     * The command that starts it on this machine's Java and this program's class path.
     *
     * @param arguments of {@code nodecast controller}
     */
    static List<String> command(List<String> arguments) {
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        options(classPath).ifPresent(options -> command.add("@" + options));
        command.addAll(List.of("-cp", classPath, ControllerProgram.class.getName(), "controller"));
        command.addAll(arguments);
        return command;
    }

    /** They lie beside the jars; a program that is run from its classes has none. */
    static Optional<Path> options(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).resolveSibling(OPTIONS))
                .filter(Files::exists)
                .findFirst();
    }
}
