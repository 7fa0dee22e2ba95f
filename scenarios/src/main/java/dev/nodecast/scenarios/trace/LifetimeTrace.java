package dev.nodecast.scenarios.trace;

import java.util.List;

/** Lifetimes of spot instances, in file order. */
public record LifetimeTrace(List<Lifetime> lifetimes) implements Trace {

    public LifetimeTrace {
        lifetimes = List.copyOf(lifetimes);
    }

    /**
     * Preemptions divided by the hours lived, censored lives included: the maximum-likelihood rate of an exponential.
     */
    public double preemptionsPerHour() {
        long preempted = lifetimes.stream()
                .filter(life -> life.end() == Lifetime.EndReason.PREEMPTED)
                .count();
        double hours = lifetimes.stream()
                .mapToDouble(life -> life.lifetimeNs() / 3.6e12)
                .sum();
        return preempted / hours;
    }

    @Override
    public String kind() {
        return "spot lifetimes";
    }
}
