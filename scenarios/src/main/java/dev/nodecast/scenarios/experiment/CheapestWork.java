package dev.nodecast.scenarios.experiment;

import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.sim.world.market.PriceProcess;
import dev.nodecast.sim.world.spec.FixedFleet;
import dev.nodecast.sim.world.spec.WorkerSpec;
import dev.nodecast.sim.world.spec.WorldSpec;
import java.util.List;

/** The lowest price at which a second of service can be bought in a world, at any time of the run. */
final class CheapestWork {

    private static final double SECONDS_PER_HOUR = 3600;

    private final WorldSpec world;
    private double lowestUsdPerServiceSecond = Double.POSITIVE_INFINITY;

    private CheapestWork(WorldSpec world) {
        this.world = world;
    }

    /** Not-a-number where no worker fits on anything that can be bought. */
    static double usdPerServiceSecond(WorldSpec world) {
        CheapestWork work = new CheapestWork(world);
        for (WorkerSpec worker : world.workload().workers()) {
            work.consider(worker);
        }
        return Double.isFinite(work.lowestUsdPerServiceSecond) ? work.lowestUsdPerServiceSecond : Double.NaN;
    }

    private void consider(WorkerSpec worker) {
        Resources requests = world.cluster().deployments().stream()
                .filter(deployment -> deployment.meta().key().equals(worker.deployment()))
                .map(Deployment::template)
                .map(template -> template.spec().requests())
                .findFirst()
                .orElse(Resources.NONE);
        for (List<InstanceType> types : world.cloud().instanceTypes().values()) {
            for (InstanceType type : types) {
                type.offerings().forEach(offering -> consider(worker, requests, type, lowestMicroUsd(type, offering)));
            }
        }
        for (FixedFleet fleet : world.cloud().fixedFleets()) {
            consider(worker, requests, fleet.instanceType(), fleet.offering().priceMicroUsdPerHour());
        }
    }

    private void consider(WorkerSpec worker, Resources requests, InstanceType type, long microUsdPerHour) {
        long pods = podsThatFit(requests, type.allocatable());
        double speed = worker.speed().getOrDefault(type.name(), 1.0);
        if (pods > 0) {
            double usdPerSecond = microUsdPerHour / 1e6 / SECONDS_PER_HOUR / (pods * worker.concurrency() * speed);
            lowestUsdPerServiceSecond = Math.min(lowestUsdPerServiceSecond, usdPerSecond);
        }
    }

    private static long podsThatFit(Resources requests, Resources room) {
        long pods = Long.MAX_VALUE;
        for (String name : requests.names()) {
            if (requests.get(name) > 0) {
                pods = Math.min(pods, room.get(name) / requests.get(name));
            }
        }
        return pods == Long.MAX_VALUE ? 0 : pods;
    }

    private long lowestMicroUsd(InstanceType type, Offering offering) {
        if (!offering.spot()) {
            return offering.priceMicroUsdPerHour();
        }
        PriceProcess price = world.cloud().market().price(type.name(), offering.zone());
        long lowest = price.priceMicroUsdPerHour();
        while (price.nextChangeNs() <= world.run().horizonNs()) {
            price.advance();
            lowest = Math.min(lowest, price.priceMicroUsdPerHour());
        }
        return lowest;
    }
}
