package dev.nodecast.scheduler.decide;

import dev.nodecast.scheduler.catalog.list.InstanceTypeList;
import dev.nodecast.scheduler.manifest.tree.Field;
import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.provisioning.SolverOptions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@code case.json} says.
 *
 * @param instanceTypes the catalogue's file
 * @param onlyTypes names of the types to use; empty for all
 */
record CaseDescription(
        String instanceTypes,
        List<String> onlyTypes,
        List<OfferingOverride> overrides,
        Policies policies,
        Instant now) {

    static CaseDescription read(Fields root) {
        root.ignore("name", "kind", "features", "description").require("instanceTypes", "now");
        record Types(String file, List<String> names) {}
        Types types = root.map("instanceTypes", fields -> {
                    fields.require("file");
                    return new Types(fields.text("file").orElse(""), fields.texts("names"));
                })
                .orElse(new Types("", List.of()));
        return new CaseDescription(
                types.file(),
                types.names(),
                root.maps("offeringOverrides", OfferingOverride::read),
                root.map("options", CaseDescription::options).orElse(Policies.DEFAULT),
                root.get("now").flatMap(Field::instant).orElse(Instant.EPOCH));
    }

    private static Policies options(Fields fields) {
        return new Policies(
                fields.oneOf("preferencePolicy", words(SolverOptions.Preferences.values()))
                        .orElse(Policies.DEFAULT.preferences()),
                fields.oneOf("minValuesPolicy", words(SolverOptions.MinValues.values()))
                        .orElse(Policies.DEFAULT.minValues()),
                fields.bool("spotToSpotConsolidation").orElse(Policies.DEFAULT.spotToSpot()));
    }

    /** Karpenter's words for policies, by the policies' own {@code toString}. */
    private static <E> Map<String, E> words(E[] policies) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E policy : policies) {
            words.put(policy.toString(), policy);
        }
        return words;
    }

    SolverOptions options(InstanceTypeList catalogue) {
        return new SolverOptions(catalogue.knownLabels(), policies.preferences(), policies.minValues());
    }

    boolean spotToSpot() {
        return policies.spotToSpot();
    }
}
