package dev.nodecast.scheduler.review.prices;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.source.MarkdownTable;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table's column of spot costs that holds on-demand costs. */
public final class SpotColumnIsOnDemand extends Rule {

    private static final Pattern HOURS =
            Pattern.compile("(?i)([0-9][0-9,.]*)\\s*(?:시간|h\\b|hrs?\\b|hours?\\b|gpu-hours?)");
    private static final Pattern USD = Pattern.compile("\\$\\s*([0-9][0-9,]*(?:\\.[0-9]+)?)");
    private static final Pattern TYPE =
            Pattern.compile("\\b([a-z][a-z0-9-]*[0-9][a-z0-9-]*\\.(?:[0-9]*x?large|medium|small|metal[a-z0-9-]*))\\b");

    /** The rule. */
    public SpotColumnIsOnDemand() {
        super(
                "NC1603",
                "A column of spot costs holds on-demand costs",
                "Cost divided by hours gives the price that a table was made with. Where it is the on-demand price of the instance"
                        + " type that the table names, a column headed as spot cost shows what spot saves against.",
                "https://aws.amazon.com/ec2/spot/pricing/");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (MarkdownTable table : system.sources().tables()) {
            for (int column = 0; column < table.header().size(); column++) {
                String title = table.header().get(column).text().toLowerCase(Locale.ROOT);
                if (title.contains("spot") || title.contains("스팟")) {
                    check(system, table, column, findings);
                }
            }
        }
    }

    private void check(ReviewedSystem system, MarkdownTable table, int column, Diagnostics findings) {
        Set<String> types = types(table);
        for (List<MarkdownTable.Cell> row : table.rows()) {
            OptionalDouble rate = rate(row, column);
            if (rate.isEmpty()) {
                continue;
            }
            for (String type : types) {
                List<String> regions = ClaimedPrice.regionsOf(system.catalogue(), type, rate.getAsDouble());
                if (!regions.isEmpty()) {
                    report(
                            system,
                            table,
                            column,
                            new Match(type, regions.getFirst(), rate.getAsDouble(), row),
                            findings);
                    return;
                }
            }
        }
    }

    private record Match(String type, String region, double rate, List<MarkdownTable.Cell> row) {}

    private void report(ReviewedSystem system, MarkdownTable table, int column, Match match, Diagnostics findings) {
        String ours = system.regional()
                .filter(r -> !r.region().equals(match.region()))
                .flatMap(r -> ClaimedPrice.onDemand(r, match.type())
                        .map(p -> "; in " + r.region() + " on-demand is " + ClaimedPrice.usd(p)))
                .orElse("");
        findings.add(
                warning(
                                table.header().get(column).mark(),
                                "the column `" + table.header().get(column).text()
                                        + "` is not spot: it is the on-demand price of " + match.type())
                        .found(match.row().get(column).text() + " divided by the hours is "
                                + ClaimedPrice.usd(Math.round(match.rate() * 1_000) / 1_000.0) + " an hour, "
                                + match.type()
                                + " on demand in " + match.region() + ours)
                        .expected("spot prices in a column of spot costs")
                        .consequence(
                                "the savings beside it come from fewer hours alone; what spot saves is not in the table")
                        .help(
                                "head the column as on-demand, and add one with spot prices of the region and the time that nodes idle and boot"));
    }

    private static OptionalDouble rate(List<MarkdownTable.Cell> row, int column) {
        if (column >= row.size()) {
            return OptionalDouble.empty();
        }
        Matcher cost = USD.matcher(row.get(column).text());
        if (!cost.find()) {
            return OptionalDouble.empty();
        }
        for (int i = 0; i < row.size(); i++) {
            Matcher hours = HOURS.matcher(row.get(i).text());
            boolean only = hours.matches();
            if (i != column && only && number(hours.group(1)) > 0) {
                return OptionalDouble.of(number(cost.group(1)) / number(hours.group(1)));
            }
        }
        return OptionalDouble.empty();
    }

    private static double number(String text) {
        String digits = text.replace(",", "");
        return digits.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(digits) : 0;
    }

    private static Set<String> types(MarkdownTable table) {
        Set<String> types = new LinkedHashSet<>();
        table.header().forEach(cell -> collect(cell.text(), types));
        table.rows().forEach(row -> row.forEach(cell -> collect(cell.text(), types)));
        return types;
    }

    private static void collect(String text, Set<String> types) {
        Matcher matcher = TYPE.matcher(text);
        while (matcher.find()) {
            types.add(matcher.group(1));
        }
    }
}
