package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scenarios.file.WorkersFile;
import dev.nodecast.scenarios.file.WorkloadFile;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Measures;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.sim.theory.ErlangC;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Queueing theory beside the simulation. */
final class ClosedForms {

    private static final double SECONDS_PER_HOUR = 3600;

    private ClosedForms() {}

    static List<ScenarioResult.ClosedForm> of(Scenario scenario, Figures figures) {
        return switch (scenario.file().closedForm()) {
            case NONE -> List.of();
            case ERLANG_C -> erlangC(scenario, figures);
        };
    }

    private static List<ScenarioResult.ClosedForm> erlangC(Scenario scenario, Figures figures) {
        ScenarioFile file = scenario.file();
        Map.Entry<String, WorkloadFile.Queue> queue =
                file.workload().queues().entrySet().iterator().next();
        WorkersFile workers = file.workload().workers().getFirst();
        int replicas = scenario.manifests().values(Deployment.class).stream()
                .filter(deployment -> deployment.meta().key().toString().equals(workers.deployment()))
                .mapToInt(Deployment::replicas)
                .sum();
        double perSecond = queue.getValue()
                .arrivals()
                .map(arrivals -> arrivals.rate().perHour() / SECONDS_PER_HOUR)
                .orElse(0.0);
        ErlangC theory = new ErlangC(
                replicas * workers.concurrency(),
                perSecond,
                1 / queue.getValue().service().seconds().mean());
        String path = "queues." + queue.getKey();
        List<ScenarioResult.ClosedForm> forms = new ArrayList<>();
        add(forms, figures, path + ".wait.mean", theory.meanWait());
        add(forms, figures, path + ".wait.p95", theory.waitQuantile(0.95));
        add(forms, figures, path + ".wait.p99", theory.waitQuantile(0.99));
        add(forms, figures, path + ".turnaround.mean", theory.meanResponse());
        add(forms, figures, path + ".meanLength", theory.meanQueueLength());
        return forms;
    }

    private static void add(List<ScenarioResult.ClosedForm> forms, Figures figures, String measure, double expected) {
        Estimate found = Measures.find(figures, measure).orElse(Estimate.of(Double.NaN));
        forms.add(new ScenarioResult.ClosedForm(measure, expected, found, "Erlang C (M/M/c, steady state)"));
    }
}
