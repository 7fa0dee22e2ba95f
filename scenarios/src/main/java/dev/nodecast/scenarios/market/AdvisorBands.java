package dev.nodecast.scenarios.market;

import dev.nodecast.scenarios.trace.InterruptionBand;
import dev.nodecast.scenarios.trace.SpotAdvice;
import dev.nodecast.scenarios.trace.SpotAdvisor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The advisor's bands for {@link AdvisorSpotMarket}: one for all, those of 2025-06-28 for common GPU types, or a
 * file's.
 */
public final class AdvisorBands {

    private AdvisorBands() {}

    /** The same band everywhere. */
    public static AdvisorSpotMarket.Bands all(InterruptionBand band) {
        return (region, instanceType) -> band;
    }

    /** The bands of an advisor file; what it does not list takes {@code otherwise}. */
    public static AdvisorSpotMarket.Bands of(SpotAdvisor advisor, InterruptionBand otherwise) {
        Map<String, InterruptionBand> bands = new LinkedHashMap<>();
        for (SpotAdvice row : advisor.advice()) {
            if (row.os().equals("Linux")) {
                bands.put(key(row.region(), row.instanceType()), row.band());
            }
        }
        return (region, instanceType) -> bands.getOrDefault(key(region, instanceType), otherwise);
    }

    /**
     * The advisor of 2025-06-28 for g4dn, g5, g6 and g6e in four regions (source: spot-advisor-data.json); types not
     * named here take the band above 20 %, as those of these families did and half of all g4dn and g5 cells do.
     */
    public static AdvisorSpotMarket.Bands june2025() {
        Map<String, InterruptionBand> bands = new LinkedHashMap<>();
        bands.put(key("us-east-1", "g4dn.12xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-east-1", "g4dn.xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-east-1", "g5.2xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-east-1", "g5.4xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-east-1", "g6.16xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-east-1", "g6e.16xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-east-1", "g6e.2xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-east-1", "g6e.xlarge"), InterruptionBand.FROM_5_TO_10);
        bands.put(key("us-west-2", "g4dn.12xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-west-2", "g4dn.16xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-west-2", "g5.16xlarge"), InterruptionBand.FROM_5_TO_10);
        bands.put(key("us-west-2", "g5.4xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("us-west-2", "g6.16xlarge"), InterruptionBand.FROM_5_TO_10);
        bands.put(key("us-west-2", "g6.8xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-west-2", "g6e.16xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("us-west-2", "g6e.48xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("eu-west-1", "g4dn.12xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("eu-west-1", "g4dn.16xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("eu-west-1", "g4dn.2xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("eu-west-1", "g4dn.4xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("eu-west-1", "g4dn.metal"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("eu-west-1", "g4dn.xlarge"), InterruptionBand.FROM_5_TO_10);
        bands.put(key("eu-west-1", "g5.24xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("eu-west-1", "g5.2xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("eu-west-1", "g5.48xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("eu-west-1", "g5.8xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("eu-west-1", "g5.xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("ap-northeast-2", "g4dn.metal"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g4dn.xlarge"), InterruptionBand.FROM_5_TO_10);
        bands.put(key("ap-northeast-2", "g5.12xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g5.16xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g5.24xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g5.48xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6.12xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("ap-northeast-2", "g6.16xlarge"), InterruptionBand.FROM_10_TO_15);
        bands.put(key("ap-northeast-2", "g6.24xlarge"), InterruptionBand.FROM_15_TO_20);
        bands.put(key("ap-northeast-2", "g6.48xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.12xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.16xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.24xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.2xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.48xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.4xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.8xlarge"), InterruptionBand.BELOW_5);
        bands.put(key("ap-northeast-2", "g6e.xlarge"), InterruptionBand.FROM_5_TO_10);
        return (region, instanceType) -> bands.getOrDefault(key(region, instanceType), InterruptionBand.ABOVE_20);
    }

    private static String key(String region, String instanceType) {
        return region + "/" + instanceType;
    }
}
