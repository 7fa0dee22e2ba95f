package dev.nodecast.scenarios.experiment;

import dev.nodecast.scenarios.file.ScenarioFile;
import dev.nodecast.scenarios.resolve.Scenario;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import dev.nodecast.scenarios.result.Measures;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.tree.Spelling;
import java.util.ArrayList;
import java.util.List;

/** What a scenario wants, and whether it got it. */
final class Objectives {

    private static final String UNKNOWN_MEASURE = "NC0612";

    private Objectives() {}

    /**
     * Refuses objectives on numbers that a result does not have, before anything is simulated.
     *
     * @throws dev.nodecast.scheduler.diagnostics.InvalidInput naming each of them
     */
    static void check(Scenario scenario) {
        List<String> known = Measures.paths(scenario.file().workload().queues().keySet());
        Diagnostics diagnostics = new Diagnostics();
        for (ScenarioFile.Objective objective : scenario.file().objectives()) {
            String measure = objective.measure();
            boolean free = measure.startsWith("cost.by") || measure.startsWith("fleet.");
            if (!free && !known.contains(measure)) {
                Diagnostic diagnostic = Diagnostic.error(
                                UNKNOWN_MEASURE,
                                SourceText.named("scenario " + scenario.file().name())
                                        .whole(),
                                "a result has no number `" + measure + "`")
                        .field("objectives.measure")
                        .found("`" + measure + "`")
                        .expected("the path of a number in the result, such as cost.total or jobs.unfinished");
                diagnostics.add(Spelling.nearest(measure, known)
                        .map(near -> diagnostic.help("did you mean `" + near + "`?"))
                        .orElse(diagnostic));
            }
        }
        diagnostics.throwIfErrors();
    }

    static List<ScenarioResult.Objective> outcomes(Scenario scenario, Figures figures) {
        List<ScenarioResult.Objective> outcomes = new ArrayList<>();
        for (ScenarioFile.Objective objective : scenario.file().objectives()) {
            Estimate found = Measures.find(figures, objective.measure()).orElse(Estimate.of(Double.NaN));
            double atMost = objective.atMost().value();
            outcomes.add(new ScenarioResult.Objective(
                    objective.measure(),
                    atMost,
                    objective.atMost().unit(),
                    found,
                    found.known() && found.mean() <= atMost));
        }
        return outcomes;
    }
}
