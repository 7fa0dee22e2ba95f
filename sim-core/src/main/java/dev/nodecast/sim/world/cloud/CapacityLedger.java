package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.port.CloudProvider;
import dev.nodecast.sim.world.market.CapacityProcess;
import dev.nodecast.sim.world.spec.CloudSpec;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many instances each pool of EC2 can sell, and which instances hold them. */
final class CapacityLedger {

    private final CloudSpec spec;
    private final Map<PoolKey, SpotPool> spotPools = new LinkedHashMap<>();
    private final Map<PoolKey, OnDemandPool> onDemandPools = new LinkedHashMap<>();
    private final Reservations reservations;

    /** On-demand instances of a pool against what it can sell. */
    private static final class OnDemandPool {
        final CapacityProcess capacity;
        int held;

        OnDemandPool(CapacityProcess capacity) {
            this.capacity = capacity;
        }

        int free(long nowNs) {
            while (capacity.nextChangeNs() <= nowNs) {
                capacity.advance();
            }
            return Math.max(0, capacity.capacity() - held);
        }
    }

    CapacityLedger(CloudSpec spec) {
        this.spec = spec;
        this.reservations = new Reservations(spec.reservations());
        for (List<InstanceType> types : spec.instanceTypes().values()) {
            types.forEach(this::openSpotPools);
        }
    }

    private void openSpotPools(InstanceType type) {
        for (Offering offering : type.offerings()) {
            if (offering.spot()) {
                spotPools.computeIfAbsent(
                        new PoolKey(type.name(), offering.zone()),
                        key -> new SpotPool(key.instanceType(), key.zone(), spec.market()));
            }
        }
    }

    Collection<SpotPool> spotPools() {
        return Collections.unmodifiableCollection(spotPools.values());
    }

    @Nullable
    SpotPool spotPool(String instanceType, String zone) {
        return spotPools.get(new PoolKey(instanceType, zone));
    }

    /** The pool of a spot instance; null for others and for those of fixed fleets. */
    @Nullable
    SpotPool spotPoolOf(Instance instance) {
        if (!instance.spot() || instance.purpose().nodeClaim().isEmpty()) {
            return null;
        }
        return spotPool(instance.offer().instanceType(), instance.offer().zone());
    }

    int freeSpot(CloudProvider.Override candidate) {
        SpotPool pool = spotPool(candidate.instanceType(), candidate.zone());
        return pool == null ? 0 : pool.free();
    }

    int freeOnDemand(CloudProvider.Override candidate, long nowNs) {
        return onDemandPool(candidate.instanceType(), candidate.zone()).free(nowNs);
    }

    Reservations reservations() {
        return reservations;
    }

    void hold(Instance instance, long nowNs) {
        SpotPool pool = spotPoolOf(instance);
        if (instance.reserved()) {
            reservations.take(instance, nowNs);
        } else if (pool != null) {
            pool.holding.add(instance);
            pool.alive.add(instance);
        } else {
            onDemandPool(instance.offer().instanceType(), instance.offer().zone()).held++;
        }
    }

    void release(Instance instance, long nowNs) {
        SpotPool pool = spotPoolOf(instance);
        if (instance.reserved()) {
            reservations.giveBack(instance, nowNs);
        } else if (pool != null) {
            pool.holding.remove(instance);
            pool.alive.remove(instance);
        } else {
            onDemandPool(instance.offer().instanceType(), instance.offer().zone()).held--;
        }
    }

    private OnDemandPool onDemandPool(String instanceType, String zone) {
        return onDemandPools.computeIfAbsent(
                new PoolKey(instanceType, zone),
                key -> new OnDemandPool(spec.onDemand().capacity(key.instanceType(), key.zone())));
    }
}
