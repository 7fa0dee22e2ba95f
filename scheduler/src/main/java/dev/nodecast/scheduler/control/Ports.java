package dev.nodecast.scheduler.control;

import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.MetricSource;
import dev.nodecast.scheduler.port.Timers;

/** A world, as the control loops see it. */
public record Ports(
        Clock clock, Timers timers, ClusterPort cluster, CloudProvider cloud, MetricSource metrics, Journal journal) {}
