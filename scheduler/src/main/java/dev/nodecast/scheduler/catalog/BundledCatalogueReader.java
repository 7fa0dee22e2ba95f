package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue's files from the class path; they are ours, so a problem in them is a defect of the program. */
final class BundledCatalogueReader {

    private static final List<String> REGIONS = List.of("ap-northeast-2", "eu-west-1", "us-east-1", "us-west-2");

    private static final CsvTable.Columns PRICES = new CsvTable.Columns(
            List.of(
                    "instance_type",
                    "on_demand_usd_per_hour",
                    "date",
                    "confidence",
                    "zones",
                    "spot_discount_percent",
                    "spot_basis",
                    "interruption_band"),
            List.of());
    private static final CsvTable.Columns RATES =
            new CsvTable.Columns(List.of("region", "rate", "usd", "unit", "date", "confidence"), List.of());
    private static final CsvTable.Columns RELEASES = new CsvTable.Columns(
            List.of("version", "released", "standard_support_ends", "extended_support_ends"), List.of());

    private final Diagnostics diagnostics = new Diagnostics();

    Catalogue read() {
        SortedMap<String, InstanceFacts> types = InstanceTypeFile.read(file("instance-types.csv"), diagnostics);
        SortedMap<String, RegionalCatalogue> regions = new TreeMap<>();
        for (String region : REGIONS) {
            regions.put(region, new RegionalCatalogue(region, offers(region, types), types, rates(region)));
        }
        List<EksRelease> releases = releases();
        diagnostics.throwIfErrors();
        return new Catalogue(types, regions, releases);
    }

    private Map<String, RegionalOffer> offers(String region, SortedMap<String, InstanceFacts> types) {
        Map<String, RegionalOffer> offers = new TreeMap<>();
        for (CsvRow row : CsvTable.read(file("prices-" + region + ".csv"), PRICES, diagnostics)) {
            InstanceFacts facts = types.get(row.text("instance_type"));
            if (facts == null) {
                row.wrong("instance_type", "a type of instance-types.csv", "add its facts there");
                continue;
            }
            offers.put(
                    facts.name(),
                    new RegionalOffer(facts, onDemand(row), zones(region, row), discount(row), band(row)));
        }
        return offers;
    }

    private static Price onDemand(CsvRow row) {
        Confidence confidence = confidence(row);
        String source = switch (confidence) {
            case EXACT -> "karpenter-provider-aws 1d927085dd81, prices generated 2026-07-20";
            case CHECKED -> "apache-libcloud 3.9.1, 2025-03-02, checked against the family's regional ratio";
            default -> "us-east-1 price of 2026-07-20 times the family's regional ratio";
        };
        return new Price(row.usd("on_demand_usd_per_hour"), row.date("date"), confidence, source);
    }

    private static List<String> zones(String region, CsvRow row) {
        return row.text("zones", text -> text.matches("[a-z]+"), "letters of zones such as abc")
                .chars()
                .mapToObj(letter -> region + (char) letter)
                .toList();
    }

    private static @Nullable SpotDiscount discount(CsvRow row) {
        if (!row.has("spot_discount_percent")) {
            return null;
        }
        String basis = row.oneOf("spot_basis", List.of("advisor", "points"));
        return new SpotDiscount(
                row.perMille("spot_discount_percent"),
                basis.equals("points") ? SpotDiscount.Basis.POINTS : SpotDiscount.Basis.ADVISOR);
    }

    private static @Nullable InterruptionBand band(CsvRow row) {
        if (!row.has("interruption_band")) {
            return null;
        }
        return InterruptionBand.of(row.oneOf("interruption_band", InterruptionBand.texts()))
                .orElse(null);
    }

    private ServiceRates rates(String region) {
        Map<ServiceRate, Price> prices = new EnumMap<>(ServiceRate.class);
        for (CsvRow row : CsvTable.read(file("service-rates.csv"), RATES, diagnostics)) {
            if (row.text("region").equals(region)) {
                ServiceRate rate = ServiceRate.valueOf(row.text("rate"));
                row.oneOf("unit", List.of(rate.unit()));
                String source = "AWS public price list as of early 2026, see service-rates.csv";
                prices.put(rate, new Price(row.usd("usd"), row.date("date"), confidence(row), source));
            }
        }
        return new ServiceRates(region, prices);
    }

    private List<EksRelease> releases() {
        List<EksRelease> releases = new ArrayList<>();
        for (CsvRow row : CsvTable.read(file("eks-versions.csv"), RELEASES, diagnostics)) {
            releases.add(new EksRelease(
                    row.text("version"),
                    row.date("released"),
                    row.date("standard_support_ends"),
                    row.date("extended_support_ends")));
        }
        return releases;
    }

    private static Confidence confidence(CsvRow row) {
        String text = row.oneOf(
                "confidence",
                Arrays.stream(Confidence.values()).map(Confidence::text).toList());
        return Confidence.valueOf(text.toUpperCase(Locale.ROOT));
    }

    private static SourceText file(String name) {
        try (InputStream stream = BundledCatalogueReader.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its own file " + name + ": install it anew");
            }
            return SourceText.of(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the program cannot read its own file " + name + ": install it anew", e);
        }
    }
}
