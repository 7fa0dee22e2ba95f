package dev.nodecast.scheduler.billing;

/** What a line of an invoice is for. What does not apply to an item (the zone of a control plane) is the empty string. */
public sealed interface LineItem permits InstanceItem, CoveredItem, ServiceItem {

    Category category();

    String nodePool();

    String instanceType();

    /** {@code on-demand}, {@code spot} or {@code reserved}. */
    String capacityType();

    String zone();

    /** What the line is called beside these, such as {@code EBS gp3 storage}. */
    String name();
}
