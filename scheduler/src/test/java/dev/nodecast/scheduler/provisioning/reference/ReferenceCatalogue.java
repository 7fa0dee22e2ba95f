package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.util.List;
import java.util.TreeSet;

/** What can be bought in a case, and under which options. */
public final class ReferenceCatalogue {

    public final List<InstanceType> types;
    public final SolverOptions options;
    private final Tree description;

    public ReferenceCatalogue(Tree description) {
        this.description = description;
        Tree catalogue = ReferenceData.json(
                description.at("instanceTypes", "file").text().replace("../", ""));
        List<String> names = description.at("instanceTypes", "names").texts();
        types = catalogue.at("instanceTypes").list().stream()
                .map(ReferenceData::instanceType)
                .filter(type -> names.isEmpty() || names.contains(type.name()))
                .map(this::overridden)
                .toList();
        options = options(catalogue);
    }

    private SolverOptions options(Tree catalogue) {
        boolean ignore = description.at("options", "preferencePolicy").text().equals("Ignore");
        boolean bestEffort = description.at("options", "minValuesPolicy").text().equals("BestEffort");
        return new SolverOptions(
                KnownLabels.AWS.withWellKnown(
                        new TreeSet<>(catalogue.at("wellKnownLabels").texts())),
                ignore ? SolverOptions.Preferences.IGNORE : SolverOptions.Preferences.RESPECT,
                bestEffort ? SolverOptions.MinValues.BEST_EFFORT : SolverOptions.MinValues.STRICT);
    }

    private InstanceType overridden(InstanceType type) {
        List<Offering> offerings =
                type.offerings().stream().map(o -> overridden(type, o)).toList();
        return new InstanceType(type.name(), type.capacity(), type.overhead(), type.labels(), offerings);
    }

    private Offering overridden(InstanceType type, Offering offering) {
        Offering now = offering;
        for (Tree rule : description.at("offeringOverrides").list()) {
            if (matches(rule.at("instanceType"), type.name())
                    && matches(rule.at("zone"), offering.zone())
                    && matches(rule.at("capacityType"), offering.capacityType())) {
                boolean available = rule.at("available").present()
                        ? rule.at("available").text().equals("true")
                        : now.available();
                long price = rule.at("price").present()
                        ? ReferenceData.microUsd(rule.at("price"))
                        : now.priceMicroUsdPerHour();
                now = new Offering(now.zone(), now.capacityType(), price, available);
            }
        }
        return now;
    }

    private static boolean matches(Tree pattern, String value) {
        return pattern.text("*").equals("*") || pattern.text().equals(value);
    }
}
