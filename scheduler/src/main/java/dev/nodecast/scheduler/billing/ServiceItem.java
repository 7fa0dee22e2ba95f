package dev.nodecast.scheduler.billing;

/** A service that is metered at one rate, such as gp3 storage or the hours of a control plane. */
public record ServiceItem(Category category, String name, UnitRate rate) implements LineItem {

    @Override
    public String nodePool() {
        return "";
    }

    @Override
    public String instanceType() {
        return "";
    }

    @Override
    public String capacityType() {
        return "";
    }

    @Override
    public String zone() {
        return "";
    }
}
