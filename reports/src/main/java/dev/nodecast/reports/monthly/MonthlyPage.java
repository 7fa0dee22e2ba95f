package dev.nodecast.reports.monthly;

import dev.nodecast.reports.page.Page;
import dev.nodecast.reports.page.Section;
import java.util.ArrayList;
import java.util.List;

/** The page of a monthly report, from what everyone asks first to what few ask at all. */
final class MonthlyPage {
    private MonthlyPage() {}

    static Page of(MonthlyFigures figures) {
        OriginSection origin = new OriginSection(figures.summary());
        List<Section> sections = new ArrayList<>();
        sections.add(new CostSection(figures.cost()).section());
        sections.add(new DailyCostSection(
                        figures.cost(),
                        figures.month().run().zone(),
                        figures.summary().replications())
                .section());
        bounds(figures).section().ifPresent(sections::add);
        sections.add(new WaitSection(figures).section());
        sections.add(new ClusterSection(figures).section());
        sections.add(new GpuSection(figures).section());
        sections.add(new SpotSection(figures).section());
        new TargetsSection(figures.summary()).section().ifPresent(sections::add);
        origin.warnings().ifPresent(sections::add);
        sections.add(origin.assumptions());
        Headline headline = new Headline(figures);
        return new Page(
                headline.title(),
                headline.subtitle(),
                headline.paragraph(),
                headline.tiles(),
                sections,
                origin.footer());
    }

    private static BoundsSection bounds(MonthlyFigures figures) {
        double meanWait = figures.month().isWholeRun() ? figures.waits().mean() : Double.NaN;
        return new BoundsSection(figures.summary().figures(), meanWait);
    }
}
