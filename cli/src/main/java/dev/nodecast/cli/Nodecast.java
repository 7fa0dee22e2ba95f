package dev.nodecast.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's top: {@code nodecast --help} lists what there is. */
@Command(
        name = "nodecast",
        description =
                "Forecasts what a cluster's autoscaler will do, how long people will wait, and what it will cost.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            SimulateCommand.class,
            CompareCommand.class,
            ValidateCommand.class,
            DecideCommand.class,
            HpaCommand.class,
            ReplayCommand.class,
            SnapshotCommand.class,
            ReportCommand.class,
            ControllerCommand.class,
            ScenariosCommand.class,
            SchemaCommand.class,
            ExplainCommand.class,
            TestbedCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; validate: nothing worse than warnings",
            "1:done, but an objective was missed; validate: errors were found; replay: something was decided otherwise",
            "2:bad input; nothing was written",
            "3:an error in Nodecast itself"
        })
public final class Nodecast implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        out.flush();
        System.exit(code);
    }

    /** Runs one command line and returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Nodecast())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }
}
