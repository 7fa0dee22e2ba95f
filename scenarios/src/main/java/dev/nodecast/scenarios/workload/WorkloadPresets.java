package dev.nodecast.scenarios.workload;

import dev.nodecast.sim.random.Distribution;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Daily rhythms and service times measured on public traces. Hours count from midnight of the trace's own clock, which
 * for genai-sd was shifted by its publisher.
 *
 * <p>Sources: Alibaba clusterdata (cluster-trace-v2026-GenAI: genai-sd and model loading; cluster-trace-gpu-v2023:
 * openb), Microsoft Philly 2017, Alibaba ServeGen (m-small, deepseek-r1); fits by maximum likelihood, measured
 * 2026-11-22.
 */
public final class WorkloadPresets {

    private static final Map<String, DailyProfile> PROFILES = profiles();
    private static final Map<String, Distribution> SERVICE_SECONDS = serviceSeconds();

    private WorkloadPresets() {}

    /** Daily rhythms by name: genai-sd, openb-2023, philly-month, servegen-m-small, servegen-deepseek-r1. */
    public static Map<String, DailyProfile> dailyProfiles() {
        return PROFILES;
    }

    /**
     * Times in seconds by name: service of a job (genai-sd, philly, openb) and loading of models (base-model, lora,
     * controlnet, pipeline-switch).
     */
    public static Map<String, Distribution> distributionsSeconds() {
        return SERVICE_SECONDS;
    }

    private static Map<String, DailyProfile> profiles() {
        Map<String, DailyProfile> map = new LinkedHashMap<>();
        map.put(
                "genai-sd",
                DailyProfile.ofHours(
                        3.263, .81, .655, .713, .375, .174, .169, .085, .138, .089, .058, 0, 0, 0, .007, .039, .534,
                        1.926, 2.726, .512, .834, 3.538, 3.657, 3.698));
        map.put(
                "openb-2023",
                DailyProfile.ofHours(
                        1.453, 1.24, 1.117, 1.197, 1.343, .989, .965, .953, .684, .434, .641, .604, .434, .408, .452,
                        .752, .733, 1.281, 1.803, 1.351, .975, 1.198, 1.319, 1.676));
        map.put(
                "philly-month",
                DailyProfile.ofHours(
                        .837, .953, 1.357, .841, .525, 1.267, 1.714, 2.795, 1.193, 1.131, .739, .629, .837, .625, .445,
                        .39, 1.172, .796, .616, .453, 1.192, 1.006, 1.406, 1.08));
        map.put(
                "servegen-m-small",
                DailyProfile.ofHours(
                        .836, .666, .66, .655, .62, .639, .724, .812, .983, 1.177, 1.152, 1.099, 1.043, 1.009, 1.055,
                        1.037, 1.069, 1.081, 1.069, 1.223, 1.466, 1.475, 1.344, 1.107));
        map.put(
                "servegen-deepseek-r1",
                DailyProfile.ofHours(
                        1.206, 1.389, 2.034, 1.788, 1.064, .908, .749, .577, .596, .664, .81, .83, .447, .545, .684,
                        .704, .878, .553, .749, .587, 1.24, 1.621, 2.194, 1.181));
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Distribution> serviceSeconds() {
        Map<String, Distribution> map = new LinkedHashMap<>();
        map.put("genai-sd", Distribution.lognormal(22.4, .544));
        map.put("philly", Distribution.lognormal(1295, 1.99));
        map.put("openb", Distribution.lognormal(608, 1.92));
        map.put("base-model", baseModelLoad());
        map.put("lora", Distribution.gamma(6.11, .724));
        map.put("controlnet", Distribution.gamma(2.68, 1.74));
        map.put("pipeline-switch", Distribution.lognormal(9.76, .774));
        return Collections.unmodifiableMap(map);
    }

    /** Quantiles at 0, 5, … 100 % of 6,957 loads: two modes, about 3 s and 20 to 40 s, that no simple family fits. */
    private static Distribution baseModelLoad() {
        return Distribution.empirical(
                1.3, 2.2, 2.6, 2.8, 3.0, 3.3, 4.5, 18.3, 20.6, 21.8, 23.0, 24.5, 27.5, 33.4, 35.6, 37.1, 38.5, 40.1,
                42.3, 45.7, 61.0);
    }
}
