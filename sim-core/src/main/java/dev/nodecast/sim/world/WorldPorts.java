package dev.nodecast.sim.world;

import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.scheduler.port.Clock;
import dev.nodecast.scheduler.port.ClusterPort;
import dev.nodecast.scheduler.port.Journal;
import dev.nodecast.scheduler.port.Timers;
import dev.nodecast.sim.world.jobs.QueueMetrics;

/** The simulated world's side of the ports. */
public record WorldPorts(
        Clock clock, Timers timers, ClusterPort cluster, CloudProvider cloud, QueueMetrics metrics, Journal journal) {}
