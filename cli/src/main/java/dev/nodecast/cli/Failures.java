package dev.nodecast.cli;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.DiagnosticRenderer;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;

/** What people see when a command fails: what is wrong with their input, or that Nodecast itself is at fault. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parseResult) {
        PrintWriter err = commandLine.getErr();
        return switch (failure) {
            case InvalidInput refused -> refused(refused, err);
            case UncheckedIOException io -> unreachable(io, err);
            case IOException io -> unreachable(io, err);
            default -> internal(failure, err);
        };
    }

    static int refused(InvalidInput refused, PrintWriter err) {
        DiagnosticRenderer renderer = Terminal.renderer();
        for (Diagnostic diagnostic : refused.diagnostics()) {
            err.println(renderer.render(diagnostic));
        }
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    private static int unreachable(Exception failure, PrintWriter err) {
        err.println("error: a file cannot be read or written: " + failure.getMessage() + " ("
                + failure.getClass().getSimpleName() + "); check that the path exists and that you may use it");
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    private static int internal(Exception failure, PrintWriter err) {
        err.println("internal error in nodecast " + Version.current() + ": " + failure);
        if (System.getenv("NODECAST_STACKTRACE") == null) {
            err.println("this is a defect: please report it with the command line and the output of the same command"
                    + " with NODECAST_STACKTRACE=1 set");
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitCode.INTERNAL_ERROR;
    }
}
