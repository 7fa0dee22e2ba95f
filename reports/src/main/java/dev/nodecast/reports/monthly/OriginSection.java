package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Fact;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scenarios.result.ScenarioResult.Identity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader should know before trusting the numbers: warnings, assumptions, and how to get them again. */
final class OriginSection {
    private final ScenarioResult result;

    OriginSection(ScenarioResult result) {
        this.result = result;
    }

    /** Empty where the run has no warnings. */
    Optional<Section> warnings() {
        return result.warnings().isEmpty()
                ? Optional.empty()
                : Optional.of(new Section(
                        "warnings", "Warnings of the run", "", List.of(new Block.Notes(result.warnings()))));
    }

    Section assumptions() {
        Identity scenario = result.scenario();
        List<Fact> facts = new ArrayList<>();
        if (!scenario.description().isEmpty()) {
            facts.add(new Fact("Scenario", scenario.description()));
        }
        facts.add(new Fact("Region and prices", scenario.region() + ", youngest price of " + scenario.priceDate()));
        facts.add(new Fact("Spot market", Words.orNone(scenario.market())));
        facts.add(new Fact("Kubernetes", scenario.kubernetesVersion()));
        facts.add(new Fact(
                "Run",
                Formats.quantity(BigDecimal.valueOf(scenario.durationHours())) + " hours from " + scenario.start()
                        + " (" + scenario.timeZone() + ")"));
        facts.add(new Fact(
                "Seed", result.seed() + "; " + Words.counted(result.replications(), "replication", "replications")));
        facts.add(new Fact("Scenario hash (SHA-256)", scenario.hash()));
        facts.add(new Fact("Made with", "Nodecast " + result.version() + ", result schema " + result.schemaVersion()));
        return new Section(
                "assumptions",
                "Assumptions",
                "These numbers come from a simulation: its prices are list prices unless the scenario says otherwise, and"
                        + " the same scenario, seed and version give the same report to the byte.",
                List.of(new Block.Facts(facts)));
    }

    /** The page's last line. */
    String footer() {
        Identity scenario = result.scenario();
        return "Nodecast " + result.version() + " · scenario " + scenario.name() + " " + scenario.hash() + " · seed "
                + result.seed();
    }
}
