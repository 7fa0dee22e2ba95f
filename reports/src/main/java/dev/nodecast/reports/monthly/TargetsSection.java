package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Block.Column;
import dev.nodecast.reports.page.Block.Line;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.ScenarioResult;
import dev.nodecast.scenarios.result.ScenarioResult.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the scenario wants and what theory expects, beside what the run found. */
final class TargetsSection {
    private final ScenarioResult result;

    TargetsSection(ScenarioResult result) {
        this.result = result;
    }

    /** Empty where the scenario has neither objectives nor closed forms. */
    Optional<Section> section() {
        List<Block> blocks = new ArrayList<>();
        if (!result.objectives().isEmpty()) {
            blocks.add(objectives());
        }
        if (!result.closedForms().isEmpty()) {
            blocks.add(closedForms());
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("targets", "Objectives", "Of the whole run.", blocks));
    }

    private Block objectives() {
        List<Line> lines = result.objectives().stream()
                .map(objective -> Line.of(
                        objective.measure(),
                        value(objective, Estimate.of(objective.atMost())),
                        value(objective, objective.found()),
                        objective.met() ? "met" : "missed"))
                .toList();
        return new Block.Table(
                "Objectives of the scenario",
                List.of(Column.text("measure"), Column.number("at most"), Column.number("found"), Column.number("")),
                lines,
                "");
    }

    private static String value(Objective objective, Estimate value) {
        return switch (objective.unit()) {
            case "s" -> Formats.time(value);
            case "USD" -> Formats.money(value);
            default -> Formats.hours(value);
        };
    }

    private Block closedForms() {
        List<Line> lines = result.closedForms().stream()
                .map(form -> Line.of(
                        form.measure(),
                        form.formula(),
                        Formats.hours(Estimate.of(form.expected())),
                        Formats.hours(form.found())))
                .toList();
        return new Block.Table(
                "Theory beside simulation",
                List.of(
                        Column.text("measure"),
                        Column.text("formula"),
                        Column.number("expected"),
                        Column.number("found")),
                lines,
                "");
    }
}
