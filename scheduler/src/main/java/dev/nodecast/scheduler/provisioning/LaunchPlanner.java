package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of the cloud for a planned claim, by the rules of Karpenter's AWS provider ({@code providers/instance}):
 * reserved capacity where there is any, no GPU or metal types while others remain, no spot dearer than the cheapest
 * on-demand, at most 60 types; of the capacity types that are left the first of reserved, spot, on-demand.
 */
public final class LaunchPlanner {

    /** The most types that one request names. */
    public static final int MAX_TYPES = 60;

    private static final List<String> ACCELERATORS = List.of(
            "aws.amazon.com/neuron",
            "aws.amazon.com/neuroncore",
            "amd.com/gpu",
            Resources.NVIDIA_GPU,
            "habana.ai/gaudi");

    private static final String INSTANCE_SIZE = "karpenter.k8s.aws/instance-size";

    private final SolverOptions.MinValues minValues;

    public LaunchPlanner(SolverOptions.MinValues minValues) {
        this.minValues = minValues;
    }

    /** What becomes of a claim. */
    public sealed interface Launch {

        /** The cloud is asked. */
        record Ask(LaunchRequest request) implements Launch {}

        /** There is nothing to ask for; the claim ends as after a launch that failed for want of capacity. */
        record Nothing(String why) implements Launch {}
    }

    /** How a claim is launched. */
    public Launch launch(NodeClaim claim, PlannedClaim planned) {
        boolean keepsChoice = planned.requirements().hasMinValues();
        List<LaunchCandidate> candidates = ReservedLaunch.narrowed(candidates(planned));
        if (candidates.isEmpty()) {
            return new Launch.Nothing("all requested instance types were unavailable during launch");
        }
        if (!keepsChoice) {
            candidates = withoutDearSpot(withoutExotic(candidates));
        }
        List<LaunchCandidate> cheapest = candidates.stream()
                .sorted(Comparator.comparingLong(LaunchCandidate::cheapest).thenComparing(LaunchCandidate::name))
                .limit(MAX_TYPES)
                .toList();
        if (keepsChoice && minValues == SolverOptions.MinValues.STRICT && !enough(planned.requirements(), cheapest)) {
            return new Launch.Nothing("the " + cheapest.size()
                    + " cheapest instance types, which is all that one launch can name, have fewer different labels"
                    + " than minValues asks for");
        }
        String capacityType = capacityType(cheapest);
        return new Launch.Ask(new LaunchRequest(
                claim.name(),
                planned.nodePool().name(),
                capacityType,
                overrides(cheapest, capacityType),
                planned.priceOverlaid()));
    }

    private static List<LaunchCandidate> candidates(PlannedClaim planned) {
        Requirements requirements = planned.requirements();
        return planned.options().stream()
                .map(type -> new LaunchCandidate(
                        type, LaunchOrder.offerings(type, requirements).toList()))
                .filter(candidate -> !candidate.offerings().isEmpty())
                .toList();
    }

    private static List<LaunchCandidate> withoutExotic(List<LaunchCandidate> candidates) {
        List<LaunchCandidate> plain =
                candidates.stream().filter(c -> !exotic(c.type())).toList();
        return plain.isEmpty() ? candidates : plain;
    }

    private static boolean exotic(InstanceType type) {
        boolean metal =
                type.labels().getOrDefault(INSTANCE_SIZE, List.of()).stream().anyMatch(size -> size.contains("metal"));
        return metal || ACCELERATORS.stream().anyMatch(a -> type.capacity().get(a) != 0);
    }

    private static List<LaunchCandidate> withoutDearSpot(List<LaunchCandidate> candidates) {
        long cheapestOnDemand = candidates.stream()
                .flatMap(c -> c.offerings().stream())
                .filter(o -> o.capacityType().equals(WellKnown.ON_DEMAND))
                .mapToLong(Offering::priceMicroUsdPerHour)
                .min()
                .orElse(LaunchOrder.NOT_OFFERED);
        return LaunchCandidate.only(candidates, o -> !o.spot() || o.priceMicroUsdPerHour() <= cheapestOnDemand);
    }

    private static boolean enough(Requirements requirements, List<LaunchCandidate> candidates) {
        return MinValues.satisfied(
                requirements, candidates.stream().map(LaunchCandidate::type).toList());
    }

    private static String capacityType(List<LaunchCandidate> candidates) {
        for (String preferred : List.of(WellKnown.RESERVED, WellKnown.SPOT)) {
            if (candidates.stream().anyMatch(c -> c.has(preferred))) {
                return preferred;
            }
        }
        return WellKnown.ON_DEMAND;
    }

    /** One override for each type and zone, cheapest first. */
    private static List<Override> overrides(List<LaunchCandidate> candidates, String capacityType) {
        record Pool(String type, String zone) {}
        Map<Pool, Override> overrides = new LinkedHashMap<>();
        for (LaunchCandidate candidate : candidates) {
            for (Offering offering : candidate.offerings()) {
                if (offering.capacityType().equals(capacityType)) {
                    overrides.putIfAbsent(
                            new Pool(candidate.name(), offering.zone()), override(candidate.name(), offering));
                }
            }
        }
        return overrides.values().stream()
                .sorted(Comparator.comparingLong(Override::priceMicroUsdPerHour)
                        .thenComparing(Override::instanceType)
                        .thenComparing(Override::zone))
                .toList();
    }

    private static Override override(String type, Offering offering) {
        Offering.Reservation reservation = offering.reservation();
        return new Override(
                type, offering.zone(), offering.priceMicroUsdPerHour(), reservation == null ? "" : reservation.id());
    }
}
