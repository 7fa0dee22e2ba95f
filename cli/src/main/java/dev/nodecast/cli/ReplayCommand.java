package dev.nodecast.cli;

import dev.nodecast.cli.screen.ReplayScreen;
import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionReplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nodecast replay}: a journal done again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Does again what a journal has recorded: the same loop with the same settings is called with the same"
                    + " observations and alarms at the same times, and must decide and order the same. Says so, or where the"
                    + " first difference is.",
            "A journal is a folder that `nodecast simulate --journal` or `nodecast controller --journal` wrote, or one of"
                    + " its files."
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "JOURNAL", description = "The journal.")
    private Path journal = Path.of("");

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description = "Only this session, which is what its files' names begin with (default: all).")
    private @Nullable String session;

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        List<SessionReplay> replays = new ArrayList<>();
        for (RecordedSession recorded : sessions()) {
            replays.add(SessionReplay.of(recorded));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.JSON) {
            out.println(Json.text(replays.stream().map(SessionReplay::json).toList()));
        } else {
            replays.forEach(replay -> out.print(ReplayScreen.of(replay)));
        }
        out.flush();
        return replays.stream().allMatch(SessionReplay::agreed) ? ExitCode.DONE : ExitCode.NOT_AS_WISHED;
    }

    private List<RecordedSession> sessions() throws IOException {
        List<RecordedSession> all = JournalReader.sessions(journal);
        List<RecordedSession> chosen = all.stream()
                .filter(recorded -> session == null || recorded.name().equals(session))
                .toList();
        if (chosen.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--session: found " + session + ", expected one of "
                            + all.stream().map(RecordedSession::name).toList());
        }
        return chosen;
    }
}
