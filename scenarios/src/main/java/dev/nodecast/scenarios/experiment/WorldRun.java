package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.AutoscalerSettings;
import dev.nodecast.scenarios.resolve.Admission;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scheduler.autoscaling.AutoscalingLoop;
import dev.nodecast.scheduler.control.Ports;
import dev.nodecast.scheduler.control.Settings;
import dev.nodecast.scheduler.packing.Effort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.scheduler.provisioning.PackingOptions;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.sim.world.Autoscaler;
import dev.nodecast.sim.world.SimulatedWorld;
import dev.nodecast.sim.world.measure.RunResult;
import dev.nodecast.sim.world.spec.WorldSpec;

/** One run of a world with the control loops in it. */
final class WorldRun {

    /** In how many steps progress is reported. */
    private static final int STEPS = 200;

    private final Scenario scenario;
    private final Progress progress;

    /** @param progress told of the parts of this run; together they are 1 */
    WorldRun(Scenario scenario, Progress progress) {
        this.scenario = scenario;
        this.progress = progress;
    }

    RunResult run(WorldSpec spec, Journal journal) {
        return new SimulatedWorld(spec, this::autoscaler, journal).run();
    }

    private Autoscaler autoscaler(Ports ports) {
        reportProgress(ports.timers(), Math.max(1, scenario.horizonNs() / STEPS));
        return Autoscaler.controlLoop(settings()).on(ports);
    }

    private void reportProgress(Timers timers, long stepNs) {
        timers.after(stepNs, () -> {
            progress.advanced((double) stepNs / scenario.horizonNs());
            reportProgress(timers, stepNs);
        });
    }

    private Settings settings() {
        Settings defaults = Settings.defaults();
        int minor = Admission.minor(scenario.file().cluster().kubernetesVersion());
        return new Settings(
                batchWindow(),
                solver(defaults.solver()),
                defaults.disruption(),
                defaults.consolidation(),
                AutoscalingLoop.Settings.ofMinorVersion(minor));
    }

    private Settings.BatchWindow batchWindow() {
        AutoscalerSettings stated = scenario.file().autoscaler();
        return new Settings.BatchWindow(
                stated.batchIdle().toNanos(), stated.batchMax().toNanos());
    }

    private SolverOptions solver(SolverOptions defaults) {
        AutoscalerSettings stated = scenario.file().autoscaler();
        return new SolverOptions(
                defaults.knownLabels(),
                stated.preferences() == AutoscalerSettings.Preferences.IGNORE
                        ? SolverOptions.Preferences.IGNORE
                        : SolverOptions.Preferences.RESPECT,
                stated.minValues() == AutoscalerSettings.MinValues.BEST_EFFORT
                        ? SolverOptions.MinValues.BEST_EFFORT
                        : SolverOptions.MinValues.STRICT,
                packing(stated));
    }

    private static PackingOptions packing(AutoscalerSettings stated) {
        return new PackingOptions(
                stated.packing() == AutoscalerSettings.Packing.OPTIMAL
                        ? PackingOptions.Mode.OPTIMAL
                        : PackingOptions.Mode.GREEDY,
                Math.round(stated.nodeCostUsdPerHour() * 1e6),
                new Effort(stated.packingWork()));
    }
}
