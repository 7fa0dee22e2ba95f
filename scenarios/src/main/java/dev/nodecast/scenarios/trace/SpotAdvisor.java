package dev.nodecast.scenarios.trace;

import java.util.List;
import java.util.Optional;

/** The spot advisor's table, in file order. */
public record SpotAdvisor(List<SpotAdvice> advice) implements Trace {

    public SpotAdvisor {
        advice = List.copyOf(advice);
    }

    /** What the advisor says of Linux instances of {@code instanceType} in {@code region}, if anything. */
    public Optional<SpotAdvice> linux(String region, String instanceType) {
        return advice.stream()
                .filter(row -> row.region().equals(region)
                        && row.os().equals("Linux")
                        && row.instanceType().equals(instanceType))
                .findFirst();
    }

    @Override
    public String kind() {
        return "spot advisor";
    }
}
