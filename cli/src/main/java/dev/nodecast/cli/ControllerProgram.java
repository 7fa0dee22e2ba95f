package dev.nodecast.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the container image: {@code nodecast controller} and nothing else, so that what only other commands need
 * (reports, the simulator, columnar files) need not be there, nor be looked at when it starts.
 */
@Command(
        name = "nodecast",
        description = "The live controller of Nodecast. This program has no other command; the full one has.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = ControllerCommand.class)
public final class ControllerProgram implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs one command line; the exit codes are those of {@link Nodecast}. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = new CommandLine(new ControllerProgram())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .execute(args);
        out.flush();
        System.exit(code);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }
}
