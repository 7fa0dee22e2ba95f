package dev.nodecast.cli;

import dev.nodecast.cli.screen.ReplayScreen;
import dev.nodecast.cli.screen.WhatIfScreen;
import dev.nodecast.scenarios.experiment.Options;
import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.MetricHistory;
import dev.nodecast.scenarios.journal.RecordedNode;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RecordedSession;
import dev.nodecast.scenarios.journal.SessionReplay;
import dev.nodecast.scenarios.whatif.WhatIf;
import dev.nodecast.scenarios.whatif.WhatIfJson;
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
                    + " observations and alarms at the same times, and must decide and order the same. Says so, or where"
                    + " the first difference is.",
            "A journal is a folder that `nodecast simulate --journal` or `nodecast controller --journal` wrote, or one"
                    + " of its files."
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "JOURNAL", description = "The journal.")
    private Path journal = Path.of("");

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description = "Only this session, which is what its files' names begin with (default: all).")
    private @Nullable String session;

    @Option(
            names = "--manifests",
            paramLabel = "PATH",
            arity = "1..*",
            description = "Simulates the recorded demand under these manifests instead (files or folders: NodePools,"
                    + " EC2NodeClasses, Deployments, HPAs, ScaledObjects and what else belongs to them)."
                    + " Autoscalers read what was read of metrics then, which does not react to their replicas;"
                    + " Deployments without get the replicas that they had.")
    private List<Path> manifests = List.of();

    @Option(
            names = "--baseline",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Simulates it under these manifests too, those of then, so that the difference is not one between"
                            + " simulation and reality.")
    private List<Path> baseline = List.of();

    @Option(
            names = "--keep-replicas",
            description = "With --manifests: the replicas that Deployments had, whatever autoscalers stand there.")
    private boolean keepReplicas;

    @Option(names = "--region", description = "Where prices are from; the recorded nodes' by default.")
    private @Nullable String region;

    @Option(
            names = "--replications",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the simulations: means with 95 %% intervals (default: 1).")
    private int replications = 1;

    @Option(names = "--format", defaultValue = "TEXT", description = "text or json (default: text).")
    private Format format = Format.TEXT;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (manifests.isEmpty() != baseline.isEmpty() && manifests.isEmpty()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--baseline: found no --manifests beside it; it is what they are compared with");
        }
        return manifests.isEmpty() ? again() : otherwise();
    }

    private int otherwise() throws IOException {
        List<RecordedSession> sessions = sessions();
        if (sessions.size() > 1) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--manifests: found " + sessions.size() + " sessions, expected one; choose it with --session from "
                            + sessions.stream().map(RecordedSession::name).toList());
        }
        RecordedSession chosen = sessions.getFirst();
        RecordedRun recorded = RecordedRun.of(chosen);
        List<WhatIf.Manifests> all = new ArrayList<>();
        if (!baseline.isEmpty()) {
            all.add(new WhatIf.Manifests("baseline", baseline));
        }
        all.add(new WhatIf.Manifests("manifests", manifests));
        WhatIf answer = WhatIf.of(
                new WhatIf.Past(recorded, keepReplicas ? null : MetricHistory.of(chosen), region(recorded)),
                all,
                Options.of(Version.current()).withReplications(replications));
        PrintWriter out = spec.commandLine().getOut();
        out.print(format == Format.JSON ? Json.text(WhatIfJson.of(answer)) + "\n" : WhatIfScreen.of(answer));
        out.flush();
        return ExitCode.DONE;
    }

    private String region(RecordedRun recorded) {
        if (region != null) {
            return region;
        }
        return recorded.nodes().stream()
                .map(RecordedNode::zone)
                .filter(zone -> zone.matches("[a-z]+(-[a-z]+)+-\\d[a-z]"))
                .map(zone -> zone.substring(0, zone.length() - 1))
                .findFirst()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--region: found none of the recorded nodes in a zone of EC2; name the region"));
    }

    private int again() throws IOException {
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
