package dev.nodecast.sim.engine;

import dev.nodecast.sim.random.Distribution;
import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.random.RandomStreams;
import dev.nodecast.sim.stats.QuantileSketch;
import dev.nodecast.sim.stats.Tally;

/** A station with Poisson arrivals, one queue and c servers: M/G/c. Times are in seconds. */
final class QueueModel implements EventHandler {

    private static final double NS_PER_SECOND = 1e9;
    private static final int ARRIVAL = 0;
    private static final int SERVICE = 1;
    private static final int DEPARTURE = 2;

    private final Simulation simulation = new Simulation();
    private final Resource servers;
    private final RandomStream arrivals;
    private final RandomStream services;
    private final double arrivalRate;
    private final Distribution service;
    private Tally waits = new Tally();
    private QuantileSketch waitQuantiles = new QuantileSketch();

    QueueModel(int servers, double arrivalRate, Distribution service, RandomStreams streams) {
        this.servers = new Resource(simulation, servers);
        this.arrivalRate = arrivalRate;
        this.service = service;
        this.arrivals = streams.stream("arrivals");
        this.services = streams.stream("services");
        scheduleArrival();
    }

    /** Runs through a warm-up, of which nothing is recorded, and then through the time to record. */
    void run(double warmUpSeconds, double seconds) {
        simulation.runUntil((long) (warmUpSeconds * NS_PER_SECOND));
        waits = new Tally();
        waitQuantiles = new QuantileSketch();
        servers.busy().restart(simulation.now());
        servers.waiting().restart(simulation.now());
        simulation.runUntil(simulation.now() + (long) (seconds * NS_PER_SECOND));
    }

    Tally waits() {
        return waits;
    }

    QuantileSketch waitQuantiles() {
        return waitQuantiles;
    }

    double averageQueueLength() {
        return servers.waiting().average(simulation.now());
    }

    double averageBusy() {
        return servers.busy().average(simulation.now());
    }

    @Override
    public void handle(int kind, long payload) {
        switch (kind) {
            case ARRIVAL -> {
                scheduleArrival();
                servers.acquire(this, SERVICE, simulation.now());
            }
            case SERVICE -> {
                double wait = (simulation.now() - payload) / NS_PER_SECOND;
                waits.add(wait);
                waitQuantiles.add(wait);
                scheduleIn(service.sample(services), DEPARTURE);
            }
            case DEPARTURE -> servers.release();
            default -> throw new IllegalArgumentException("unknown kind of event " + kind);
        }
    }

    private void scheduleArrival() {
        scheduleIn(arrivals.exponential(1 / arrivalRate), ARRIVAL);
    }

    private void scheduleIn(double seconds, int kind) {
        simulation.schedule(Math.round(seconds * NS_PER_SECOND), this, kind, 0);
    }
}
