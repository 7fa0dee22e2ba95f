package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a user's own prices from CSV files with a header line; the header says what a file is:
 *
 * <ul>
 *   <li>{@code region,instance_type,usd_per_hour} and optionally {@code zone,capacity_type}: prices (default: every zone,
 *       on-demand);
 *   <li>{@code discount_percent} and any of {@code region,family,instance_type,capacity_type}: negotiated discounts;
 *   <li>{@code plan,committed_usd_per_hour,discount_percent} and optionally {@code region,family,instance_type}: Savings
 *       Plans, one line per rate, the commitment repeated on each line of a plan;
 *   <li>{@code region,rate,usd}: service rates, named as in {@link ServiceRate};
 *   <li>the columns of {@link InstanceTypeFile}: instance types of the user's own.
 * </ul>
 */
public final class UserPriceFiles {

    private static final CsvTable.Columns PRICES =
            new CsvTable.Columns(List.of("region", "instance_type", "usd_per_hour"), List.of("zone", "capacity_type"));
    private static final CsvTable.Columns DISCOUNTS = new CsvTable.Columns(
            List.of("discount_percent"), List.of("region", "family", "instance_type", "capacity_type"));
    private static final CsvTable.Columns PLANS = new CsvTable.Columns(
            List.of("plan", "committed_usd_per_hour", "discount_percent"),
            List.of("region", "family", "instance_type"));
    private static final CsvTable.Columns RATES = new CsvTable.Columns(List.of("region", "rate", "usd"), List.of());
    private static final List<String> CAPACITY_TYPES = List.of(WellKnown.ON_DEMAND, WellKnown.SPOT);

    private final Catalogue catalogue;
    private final Diagnostics diagnostics;
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<PriceOverride> overrides = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private final Map<String, SavingsPlanTerms> plans = new TreeMap<>();
    private final SortedMap<String, InstanceFacts> extraTypes = new TreeMap<>();
    private final SortedMap<String, Map<ServiceRate, Price>> serviceRates = new TreeMap<>();

    private UserPriceFiles(Catalogue catalogue, Diagnostics diagnostics) {
        this.catalogue = catalogue;
        this.diagnostics = diagnostics;
    }

    /**
     * Reads files in any order. Every problem is added to {@code diagnostics}; the result is to be used only where these have
     * no errors.
     */
    public static UserPrices read(List<SourceText> files, Catalogue catalogue, Diagnostics diagnostics) {
        UserPriceFiles reader = new UserPriceFiles(catalogue, diagnostics);
        files.forEach(reader::readFile);
        reader.checkNames();
        return new UserPrices(
                reader.overrides,
                reader.discounts,
                List.copyOf(reader.plans.values()),
                reader.extraTypes,
                reader.serviceRates);
    }

    private void readFile(SourceText file) {
        List<String> header = header(file);
        if (header.contains("arch")) {
            extraTypes.putAll(InstanceTypeFile.read(file, diagnostics));
        } else if (header.contains("plan")) {
            CsvTable.read(file, PLANS, diagnostics).forEach(this::addPlan);
        } else if (header.contains("rate")) {
            CsvTable.read(file, RATES, diagnostics).forEach(this::addServiceRate);
        } else if (header.contains("discount_percent")) {
            CsvTable.read(file, DISCOUNTS, diagnostics).forEach(this::addDiscount);
        } else {
            CsvTable.read(file, PRICES, diagnostics).forEach(this::addPrice);
        }
    }

    private static List<String> header(SourceText file) {
        for (int number = 1; number <= file.lineCount(); number++) {
            String line = file.line(number).orElse("");
            if (!line.isBlank() && !line.startsWith("#")) {
                return CsvCell.split(line).stream().map(CsvCell::text).toList();
            }
        }
        return List.of();
    }

    private void addPrice(CsvRow row) {
        rows.add(row);
        String region = region(row);
        String zone = row.text("zone", text -> text.isEmpty() || text.startsWith(region), "a zone of " + region);
        String capacityType =
                row.has("capacity_type") ? row.oneOf("capacity_type", CAPACITY_TYPES) : WellKnown.ON_DEMAND;
        long microUsd = row.usd("usd_per_hour");
        Price price = new Price(
                microUsd, null, Confidence.USER, row.mark("usd_per_hour").toString());
        PriceOverride added = new PriceOverride(region, zone, row.text("instance_type"), capacityType, price);
        if (overrides.stream().anyMatch(other -> sameTarget(other, added))) {
            duplicate(row, "instance_type", "price");
        } else {
            overrides.add(added);
        }
    }

    private void addDiscount(CsvRow row) {
        rows.add(row);
        if (row.has("region")) {
            region(row);
        }
        if (row.has("capacity_type")) {
            row.oneOf("capacity_type", CAPACITY_TYPES);
        }
        Discount added = new Discount(
                row.text("region"),
                row.text("family"),
                row.text("instance_type"),
                row.text("capacity_type"),
                row.perMille("discount_percent"));
        if (discounts.stream().anyMatch(added::sameTarget)) {
            duplicate(row, "discount_percent", "discount");
        } else {
            discounts.add(added);
        }
    }

    private void addPlan(CsvRow row) {
        rows.add(row);
        String name = row.text("plan", text -> !text.isEmpty(), "a name of the plan");
        long commitment = row.usd("committed_usd_per_hour");
        SavingsPlanTerms.Rate rate = new SavingsPlanTerms.Rate(
                row.has("region") ? region(row) : "",
                row.text("family"),
                row.text("instance_type"),
                row.perMille("discount_percent"));
        SavingsPlanTerms known = plans.get(name);
        if (commitment == 0 || (known != null && known.committedMicroUsdPerHour() != commitment)) {
            row.wrong(
                    "committed_usd_per_hour",
                    known == null ? "more than 0" : "the commitment of the plan's first line",
                    "write the same commitment on every line of the plan");
            return;
        }
        List<SavingsPlanTerms.Rate> rates = new ArrayList<>(known == null ? List.of() : known.rates());
        rates.add(rate);
        plans.put(name, new SavingsPlanTerms(name, commitment, rates));
    }

    private void addServiceRate(CsvRow row) {
        List<String> names =
                Arrays.stream(ServiceRate.values()).map(ServiceRate::name).toList();
        String name = row.oneOf("rate", names);
        if (names.contains(name)) {
            Price price = new Price(
                    row.usd("usd"), null, Confidence.USER, row.mark("usd").toString());
            serviceRates
                    .computeIfAbsent(region(row), r -> new EnumMap<>(ServiceRate.class))
                    .put(ServiceRate.valueOf(name), price);
        }
    }

    private String region(CsvRow row) {
        return row.oneOf("region", catalogue.regions());
    }

    /** Types and families are checked when all files are read: their facts may stand in a later one. */
    private void checkNames() {
        Set<String> types = new TreeSet<>(catalogue.types().keySet());
        types.addAll(extraTypes.keySet());
        Set<String> families = new TreeSet<>();
        types.forEach(type -> families.add(type.substring(0, type.indexOf('.'))));
        for (CsvRow row : rows) {
            checkName(row, "instance_type", types);
            checkName(row, "family", families);
        }
    }

    private void checkName(CsvRow row, String column, Set<String> known) {
        if (row.has(column) && !known.contains(row.text(column))) {
            diagnostics.add(
                    Diagnostic.error("NC0503", row.mark(column), "nothing is known of this " + column.replace('_', ' '))
                            .field(column)
                            .found("`" + row.text(column) + "`")
                            .expected("a name of the catalogue or of an instance-type file")
                            .help("correct the name, or give the type's facts in a file with the columns of "
                                    + "instance-types.csv"));
        }
    }

    private void duplicate(CsvRow row, String column, String what) {
        diagnostics.add(Diagnostic.error("NC0504", row.mark(column), "a second " + what + " for the same instances")
                .found("`" + row.text(column) + "`")
                .expected("one " + what + " for each")
                .help("remove one of the lines"));
    }

    private static boolean sameTarget(PriceOverride a, PriceOverride b) {
        return a.region().equals(b.region())
                && a.zone().equals(b.zone())
                && a.instanceType().equals(b.instanceType())
                && a.capacityType().equals(b.capacityType());
    }
}
