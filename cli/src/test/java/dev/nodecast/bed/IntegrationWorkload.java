package dev.nodecast.bed;

import dev.nodecast.scenarios.file.ScenarioReader;
import dev.nodecast.scenarios.file.ScenarioSource;
import dev.nodecast.scenarios.file.Setting;
import dev.nodecast.scenarios.journal.JournalReader;
import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.journal.RunJournal;
import dev.nodecast.scenarios.resolve.AutoscalerMapping;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.resolve.ScenarioResolver;
import dev.nodecast.scenarios.resolve.Variation;
import dev.nodecast.scenarios.resolve.WorldBuilder;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.InvalidInput;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.recording.LoopConfiguration;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.JobSink;
import dev.nodecast.sim.world.spec.PlannedAction;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scenario that the simulator and the live controller are both put through. */
final class IntegrationWorkload {

    private static final Path FOLDER =
            Path.of("../scenarios/src/test/resources/integration-workload").toAbsolutePath();
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long SEED = 1;
    private static final String RUN = "simulated";

    /**
     * From the request for a node to the answer of CreateFleet, which alone takes half of it: 0.4 to 0.6 s for one node, up to 1.4
     * s for five at once. Not a second or more: disruption looks again a second after a command, and would find it unanswered.
     */
    private static final String CALLS = "600ms";

    private final List<Setting> settings;
    private final Scenario scenario;

    /** @param duration five minutes, or several times that */
    IntegrationWorkload(Duration duration) {
        this(List.of(Setting.parse("duration=" + duration.toSeconds() + "s")));
    }

    private IntegrationWorkload(List<Setting> settings) {
        Diagnostics diagnostics = new Diagnostics();
        ScenarioSource source = new ScenarioReader(diagnostics)
                .open(FOLDER.resolve("scenario.yaml"))
                .orElseThrow(() -> new InvalidInput(diagnostics.list()));
        this.settings = settings;
        this.scenario = ScenarioResolver.resolve(source, settings);
    }

    /** The same with the time that the live controller's calls take on the bed, for which CreateFleet is the last. */
    IntegrationWorkload withCallsOfTheBed() {
        List<Setting> all = new ArrayList<>(settings);
        all.add(Setting.parse("cluster.nodes.fleetCall=" + CALLS));
        return new IntegrationWorkload(all);
    }

    Scenario scenario() {
        return scenario;
    }

    String manifests() throws IOException {
        return Files.readString(FOLDER.resolve("manifests.yaml"));
    }

    WorldSpec world() {
        return new WorldBuilder(scenario, Variation.NONE).build(SEED, 0, JobSink.NONE, false);
    }

    /** When the first pods are asked for. */
    long firstPodsNs() {
        return world().actions().stream()
                .filter(action -> action.change() instanceof PlannedAction.Change.Scale scale && scale.replicas() > 0)
                .findFirst()
                .orElseThrow()
                .atNs();
    }

    /** The parts of each round. */
    List<PhaseTable.Phase> phases() throws IOException {
        List<String[]> rows = Files.readAllLines(FOLDER.resolve("phases.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        long roundNs = Long.parseLong(rows.getLast()[2]) * SECOND_NS;
        List<PhaseTable.Phase> phases = new ArrayList<>();
        for (long from = 0; from < scenario.horizonNs(); from += roundNs) {
            for (String[] row : rows) {
                phases.add(new PhaseTable.Phase(
                        from / roundNs + 1 + " " + row[0],
                        from + Long.parseLong(row[1]) * SECOND_NS,
                        from + Long.parseLong(row[2]) * SECOND_NS));
            }
        }
        return phases;
    }

    /**
     * Runs it in the simulator.
     *
     * @param pollNs when disruption looks for the first time; every ten seconds from then on
     * @param journal folder for the run's journal
     */
    RecordedRun simulate(long pollNs, Path journal) throws IOException {
        LoopConfiguration autoscaler = switch (new AutoscalerMapping(scenario, Variation.NONE).autoscaler()) {
            case LoopConfiguration.Karpenter(Settings settings) ->
                new LoopConfiguration.Karpenter(polling(settings, pollNs));
            case LoopConfiguration.ClusterAutoscaler other -> other;
        };
        try (RunJournal recorder = RunJournal.in(journal, RUN, "test")) {
            new SimulatedWorld(world(), Autoscaler.recorded(autoscaler, recorder), Journal.NONE).run();
            recorder.end();
        }
        return RecordedRun.of(JournalReader.sessions(journal).getFirst());
    }

    private static Settings polling(Settings settings, long pollNs) {
        return new Settings(
                settings.batch(),
                settings.solver(),
                settings.disruption().withFirstPollNs(pollNs),
                settings.consolidation(),
                settings.autoscaling(),
                settings.optIns(),
                settings.seed());
    }
}
