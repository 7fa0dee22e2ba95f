package dev.nodecast.cli;

import dev.nodecast.cli.screen.WhatIfScreen;
import dev.nodecast.reports.monthly.JournalReport;
import dev.nodecast.reports.monthly.MonthlyReport;
import dev.nodecast.scenarios.journal.ControllerHistory;
import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.whatif.WhatIfJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast report}: from result files to what people read. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Makes reports of results.",
        subcommands = {ReportCommand.Monthly.class, ReportCommand.OfJournal.class})
final class ReportCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which report? There are: monthly, journal");
    }

    /** {@code nodecast report monthly}. */
    @Command(
            name = "monthly",
            mixinStandardHelpOptions = true,
            description =
                    "One month of a result folder, or of a controller's journal, as a page that needs nothing else,"
                            + " and as CSV.")
    static final class Monthly implements Callable<Integer> {

        @Parameters(
                paramLabel = "DIR",
                description =
                        "A folder that `nodecast simulate -o` has written, or `nodecast controller --journal`; of a"
                                + " journal all sessions are put together.")
        private Path result = Path.of("");

        @Option(
                names = "--month",
                required = true,
                paramLabel = "YYYY-MM",
                description = "The month, in the scenario's time zone; of a journal in --time-zone.")
        private YearMonth month = YearMonth.of(1970, 1);

        @Option(
                names = {"-o", "--output"},
                required = true,
                paramLabel = "OUT",
                description = "The folder for report.html and the CSV files.")
        private Path output = Path.of("");

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                description = "Of a journal: whose midnights part days and months, such as Asia/Seoul (default: UTC).")
        private @Nullable ZoneId zone;

        @Option(names = "--session", paramLabel = "NAME", description = "Of a journal: only this session.")
        private @Nullable String session;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            files().forEach(out::println);
            out.flush();
            return ExitCode.DONE;
        }

        private List<Path> files() throws IOException {
            if (JournalReader.isJournal(result)) {
                List<RecordedSession> sessions = JournalReader.sessions(result, Optional.ofNullable(session));
                return JournalReport.create(
                        ControllerHistory.of(sessions),
                        result,
                        new JournalReport.Wish(month, zone == null ? ZoneOffset.UTC : zone, Version.current()),
                        output);
            }
            if (zone != null || session != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        (zone == null ? "--session" : "--time-zone") + ": found no journal in " + result
                                + ", expected one; a simulated result has its scenario's time zone and one run");
            }
            return MonthlyReport.create(result, month, output);
        }
    }

    /** {@code nodecast report journal}. */
    @Command(
            name = "journal",
            mixinStandardHelpOptions = true,
            description = "What a journal's sessions came to: nodes, their hours and cost, and how long pods waited.")
    static final class OfJournal implements Callable<Integer> {

        @Parameters(paramLabel = "JOURNAL", description = "A folder that --journal has written, or one of its files.")
        private Path journal = Path.of("");

        @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
        private Format format = Format.TEXT;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            List<RecordedRun> runs = new ArrayList<>();
            for (RecordedSession session : JournalReader.sessions(journal)) {
                runs.add(RecordedRun.of(session));
            }
            PrintWriter out = spec.commandLine().getOut();
            if (format == Format.JSON) {
                out.println(Json.text(runs.stream().map(WhatIfJson::of).toList()));
            } else {
                runs.forEach(run -> out.println(WhatIfScreen.of(run)));
            }
            out.flush();
            return ExitCode.DONE;
        }
    }
}
