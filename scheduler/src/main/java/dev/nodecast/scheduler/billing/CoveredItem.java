package dev.nodecast.scheduler.billing;

/** The part of instances' on-demand use that a Savings Plan covers, at the plan's rates. */
public record CoveredItem(InstanceItem instances, String savingsPlan) implements LineItem {

    @Override
    public Category category() {
        return instances.category();
    }

    @Override
    public String nodePool() {
        return instances.nodePool();
    }

    @Override
    public String instanceType() {
        return instances.instanceType();
    }

    @Override
    public String capacityType() {
        return instances.capacityType();
    }

    @Override
    public String zone() {
        return instances.zone();
    }

    @Override
    public String name() {
        return "Savings Plan " + savingsPlan;
    }
}
