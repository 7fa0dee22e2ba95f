package dev.nodecast.sim.bench;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Resource;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;

/** The M/M/c queue through the engine's public API, as a user would write it. */
final class EngineMmc {

    private static final double NS_PER_SECOND = 1e9;

    private final Simulation simulation = new Simulation();
    private final Resource servers;
    private final RandomStream arrivals;
    private final RandomStream services;
    private final double interarrivalNsMean;
    private final double serviceNsMean;
    private final EventHandler arrival = this::arrive;
    private final EventHandler service = this::serve;
    private final EventHandler departure = this::depart;
    private double totalWaitNs;

    EngineMmc(int servers, double arrivalRate, double serviceRate, long seed) {
        RandomStreams streams = new RandomStreams(seed, 0);
        this.servers = new Resource(simulation, servers);
        this.arrivals = streams.stream("arrivals");
        this.services = streams.stream("services");
        this.interarrivalNsMean = NS_PER_SECOND / arrivalRate;
        this.serviceNsMean = NS_PER_SECOND / serviceRate;
    }

    /** Runs until this many arrivals and departures have happened and returns the sum of the waits. */
    double run(long events) {
        simulation.schedule((long) arrivals.exponential(interarrivalNsMean), arrival, 0, 0);
        simulation.runUntil(() -> simulation.eventsHandled() >= events);
        return totalWaitNs / NS_PER_SECOND;
    }

    private void arrive(int kind, long payload) {
        simulation.schedule((long) arrivals.exponential(interarrivalNsMean), arrival, 0, 0);
        servers.acquire(service, 0, simulation.now());
    }

    private void serve(int kind, long arrivedNs) {
        totalWaitNs += simulation.now() - arrivedNs;
        simulation.schedule((long) services.exponential(serviceNsMean), departure, 0, 0);
    }

    private void depart(int kind, long payload) {
        servers.release();
    }
}
