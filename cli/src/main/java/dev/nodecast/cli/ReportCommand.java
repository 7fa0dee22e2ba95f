package dev.nodecast.cli;

import dev.nodecast.reports.monthly.MonthlyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast report}: from result files to what people read. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes reports of results.",
        subcommands = ReportCommand.Monthly.class)
final class ReportCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which report? There is: monthly");
    }

    /** {@code nodecast report monthly}. */
    @Command(
            name = "monthly",
            mixinStandardHelpOptions = true,
            description = "One month of a result folder as a page that needs nothing else, and as CSV.")
    static final class Monthly implements Callable<Integer> {

        @Parameters(paramLabel = "DIR", description = "A folder that `nodecast simulate -o` has written.")
        private Path result = Path.of("");

        @Option(
                names = "--month",
                required = true,
                paramLabel = "YYYY-MM",
                description = "The month, in the scenario's time zone.")
        private YearMonth month = YearMonth.of(1970, 1);

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "OUT",
                description = "The folder for report.html and the CSV files.")
        private Path output = Path.of("");

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            MonthlyReport.create(result, month, output).forEach(out::println);
            out.flush();
            return ExitCode.DONE;
        }
    }
}
