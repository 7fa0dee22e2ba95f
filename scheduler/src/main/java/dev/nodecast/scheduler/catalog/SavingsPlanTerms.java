package dev.nodecast.scheduler.catalog;

import java.util.List;

/**
 * A Savings Plan as a user states it.
 *
 * @param committedMicroUsdPerHour at the plan's rates
 * @param rates which types it covers; where several match a type, the last one holds
 */
public record SavingsPlanTerms(String name, long committedMicroUsdPerHour, List<Rate> rates) {

    /**
     * What the plan costs for a set of types. An empty component matches everything.
     *
     * @param perMille taken off the on-demand price, in thousandths
     */
    public record Rate(String region, String family, String instanceType, int perMille) {

        boolean appliesTo(String regionName, InstanceFacts facts) {
            return (region.isEmpty() || region.equals(regionName))
                    && (family.isEmpty() || family.equals(facts.family()))
                    && (instanceType.isEmpty() || instanceType.equals(facts.name()));
        }
    }

    public SavingsPlanTerms {
        rates = List.copyOf(rates);
    }
}
