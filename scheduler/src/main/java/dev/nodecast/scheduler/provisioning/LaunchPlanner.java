package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeClaim;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.CloudProvider.Override;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is asked of the cloud for a planned claim, by the rules of Karpenter's AWS provider: no GPU or metal types while
 * others remain, no spot dearer than the cheapest on-demand, at most 60 types, reserved before spot before on-demand.
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

    private LaunchPlanner() {}

    private record Candidate(InstanceType type, List<Offering> offerings) {

        long cheapest() {
            return offerings.stream()
                    .mapToLong(Offering::priceMicroUsdPerHour)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        boolean has(String capacityType) {
            return offerings.stream().anyMatch(o -> o.capacityType().equals(capacityType));
        }
    }

    /**
     * The request that launches a claim.
     *
     * @throws IllegalArgumentException if none of the planned types has an offering that is available and allowed
     */
    public static LaunchRequest request(NodeClaim claim, PlannedClaim planned) {
        List<Candidate> candidates = candidates(planned);
        if (!planned.requirements().hasMinValues()) {
            candidates = withoutDearSpot(withoutExotic(candidates));
        }
        List<Candidate> cheapest = candidates.stream()
                .sorted(Comparator.comparingLong(Candidate::cheapest)
                        .thenComparing(c -> c.type().name()))
                .limit(MAX_TYPES)
                .toList();
        String capacityType = capacityType(cheapest);
        List<Override> overrides = new ArrayList<>();
        for (Candidate candidate : cheapest) {
            candidate.offerings().stream()
                    .filter(o -> o.capacityType().equals(capacityType))
                    .map(o -> new Override(candidate.type().name(), o.zone(), o.priceMicroUsdPerHour()))
                    .forEach(overrides::add);
        }
        overrides.sort(Comparator.comparingLong(Override::priceMicroUsdPerHour)
                .thenComparing(Override::instanceType)
                .thenComparing(Override::zone));
        return new LaunchRequest(claim.name(), planned.nodePool().name(), capacityType, overrides);
    }

    private static List<Candidate> candidates(PlannedClaim planned) {
        Requirements requirements = planned.requirements();
        return planned.options().stream()
                .map(type -> new Candidate(
                        type, LaunchOrder.offerings(type, requirements).toList()))
                .filter(candidate -> !candidate.offerings().isEmpty())
                .toList();
    }

    private static List<Candidate> withoutExotic(List<Candidate> candidates) {
        List<Candidate> plain =
                candidates.stream().filter(c -> !exotic(c.type())).toList();
        return plain.isEmpty() ? candidates : plain;
    }

    private static boolean exotic(InstanceType type) {
        boolean metal =
                type.labels().getOrDefault(INSTANCE_SIZE, List.of()).stream().anyMatch(size -> size.contains("metal"));
        return metal || ACCELERATORS.stream().anyMatch(a -> type.capacity().get(a) != 0);
    }

    private static List<Candidate> withoutDearSpot(List<Candidate> candidates) {
        long cheapestOnDemand = candidates.stream()
                .flatMap(c -> c.offerings().stream())
                .filter(o -> o.capacityType().equals(WellKnown.ON_DEMAND))
                .mapToLong(Offering::priceMicroUsdPerHour)
                .min()
                .orElse(Long.MAX_VALUE);
        return candidates.stream()
                .map(c -> new Candidate(
                        c.type(),
                        c.offerings().stream()
                                .filter(o -> !o.spot() || o.priceMicroUsdPerHour() <= cheapestOnDemand)
                                .toList()))
                .filter(c -> !c.offerings().isEmpty())
                .toList();
    }

    private static String capacityType(List<Candidate> candidates) {
        for (String preferred : List.of(WellKnown.RESERVED, WellKnown.SPOT)) {
            if (candidates.stream().anyMatch(c -> c.has(preferred))) {
                return preferred;
            }
        }
        return WellKnown.ON_DEMAND;
    }
}
