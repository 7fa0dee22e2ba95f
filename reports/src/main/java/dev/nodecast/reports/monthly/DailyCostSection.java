package dev.nodecast.reports.monthly;

import dev.nodecast.reports.chart.DailyCostChart;
import dev.nodecast.reports.chart.SvgDrawing;
import dev.nodecast.reports.page.Block;
import dev.nodecast.reports.page.Section;
import dev.nodecast.scheduler.billing.MicroUsd;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What each day costs. */
final class DailyCostSection {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
    private static final SvgDrawing.Size SIZE = new SvgDrawing.Size(1_072, 320);

    private final MonthlyCost cost;
    private final ZoneId zone;
    private final int replications;

    /**
     * Days of a month.
     *
     * @param zone whose midnights part them
     * @param replications of which amounts are means
     */
    DailyCostSection(MonthlyCost cost, ZoneId zone, int replications) {
        this.cost = cost;
        this.zone = zone;
        this.replications = replications;
    }

    Section section() {
        List<LocalDate> days = List.copyOf(cost.days().keySet());
        String svg = SvgDrawing.draw(
                DailyCostChart.of(days, parts(days)),
                SIZE,
                "daily-cost",
                "Cost of each day by capacity type. " + lead(days));
        String note =
                "A day is from midnight to midnight, " + zone + ". The days add up to the month's total." + averaged();
        return new Section(
                "days",
                "Cost by day",
                lead(days),
                List.of(new Block.Chart("Cost by day and capacity type", svg, note)));
    }

    private String averaged() {
        return replications == 1 ? "" : " Means of " + replications + " replications.";
    }

    private String lead(List<LocalDate> days) {
        LocalDate dearest =
                days.stream().max(Comparator.comparingLong(cost::ofDay)).orElseThrow();
        LocalDate cheapest =
                days.stream().min(Comparator.comparingLong(cost::ofDay)).orElseThrow();
        if (Formats.money(cost.ofDay(dearest)).equals(Formats.money(cost.ofDay(cheapest)))) {
            return "Every day costs " + Formats.money(cost.ofDay(dearest)) + ".";
        }
        return "A day costs " + Formats.money((double) cost.total() / MicroUsd.PER_USD / days.size())
                + " on average; the dearest is " + DAY.format(dearest) + " with " + Formats.money(cost.ofDay(dearest))
                + ", the cheapest " + DAY.format(cheapest) + " with " + Formats.money(cost.ofDay(cheapest)) + ".";
    }

    private List<DailyCostChart.Part> parts(List<LocalDate> days) {
        List<DailyCostChart.Part> parts = new ArrayList<>();
        for (String part : Words.PARTS) {
            List<Double> usd =
                    days.stream().map(day -> MicroUsd.toUsd(amount(day, part))).toList();
            if (usd.stream().anyMatch(amount -> amount != 0)) {
                parts.add(new DailyCostChart.Part(Words.part(part), Words.colour(part), usd));
            }
        }
        return parts;
    }

    private long amount(LocalDate day, String part) {
        if (!part.equals(Words.OTHER)) {
            return cost.ofDay(day, part);
        }
        long named =
                Words.PARTS.stream().mapToLong(other -> cost.ofDay(day, other)).sum();
        return cost.ofDay(day) - named;
    }
}
