package dev.nodecast.sim.bench;

import dev.nodecast.sim.engine.EventHandler;
import dev.nodecast.sim.engine.Resource;
import dev.nodecast.sim.engine.Simulation;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;

/** The M/M/c queue through the engine's public API, as a user would write it. */
final class EngineMmc implements EventHandler {

    private static final int ARRIVAL = 0;
    private static final int SERVICE = 1;
    private static final int DEPARTURE = 2;

    private static final double NS_PER_SECOND = 1e9;

    private final Simulation simulation = new Simulation();
    private final Resource servers;
    private final RandomStream arrivals;
    private final RandomStream services;
    private final double interarrivalNsMean;
    private final double serviceNsMean;
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
        scheduleArrival();
        simulation.runUntil(() -> simulation.eventsHandled() >= events);
        return totalWaitNs / NS_PER_SECOND;
    }

    @Override
    public void handle(int kind, long payload) {
        switch (kind) {
            case ARRIVAL -> arrive();
            case SERVICE -> serve(payload);
            case DEPARTURE -> servers.release();
            default -> throw new IllegalArgumentException("unknown kind of event " + kind);
        }
    }

    private void arrive() {
        scheduleArrival();
        servers.acquire(this, SERVICE, simulation.now());
    }

    private void serve(long arrivedNs) {
        totalWaitNs += simulation.now() - arrivedNs;
        simulation.schedule((long) services.exponential(serviceNsMean), this, DEPARTURE, 0);
    }

    private void scheduleArrival() {
        simulation.schedule((long) arrivals.exponential(interarrivalNsMean), this, ARRIVAL, 0);
    }
}
