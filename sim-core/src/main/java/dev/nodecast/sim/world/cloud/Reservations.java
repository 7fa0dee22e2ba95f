package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.billing.Category;
import dev.nodecast.scheduler.billing.ServiceItem;
import dev.nodecast.scheduler.billing.UnitRate;
import dev.nodecast.sim.world.spec.ReservedInstances;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** The capacity reservations of the account: how many instances each can still hold, and the time nobody used them. */
final class Reservations {

    private static final long MILLISECOND_NS = 1_000_000L;
    private static final long SECOND_MS = 1_000L;

    private final Map<String, Held> byId = new LinkedHashMap<>();

    private static final class Held {
        final ReservedInstances reserved;
        int instances;
        long unusedMs;
        long sinceMs;

        Held(ReservedInstances reserved) {
            this.reserved = reserved;
        }

        int free() {
            return reserved.count() - instances;
        }

        void passTo(long nowNs) {
            long nowMs = nowNs / MILLISECOND_NS;
            unusedMs += (nowMs - sinceMs) * free();
            sinceMs = nowMs;
        }
    }

    Reservations(List<ReservedInstances> reservations) {
        reservations.forEach(reserved -> byId.put(reserved.id(), new Held(reserved)));
    }

    /** How many more instances the reservation can hold; 0 where there is none of that id. */
    int free(String id) {
        Held held = byId.get(id);
        return held == null ? 0 : held.free();
    }

    /** What an instance of the reservation is billed at. */
    long microUsdPerHour(String id) {
        Held held = byId.get(id);
        return held == null ? 0 : held.reserved.microUsdPerHour();
    }

    void take(Instance instance, long nowNs) {
        change(instance.offer().reservation(), 1, nowNs);
    }

    void giveBack(Instance instance, long nowNs) {
        change(instance.offer().reservation(), -1, nowNs);
    }

    private void change(String id, int by, long nowNs) {
        @Nullable Held held = byId.get(id);
        if (held != null) {
            held.passTo(nowNs);
            held.instances += by;
        }
    }

    /** Calls {@code action} with what was reserved and not used until now, in instance-seconds. */
    void unused(long nowNs, ObjLongConsumer<ServiceItem> action) {
        for (Held held : byId.values()) {
            held.passTo(nowNs);
            ReservedInstances reserved = held.reserved;
            ServiceItem item = new ServiceItem(
                    Category.COMMITMENT,
                    "capacity reservation " + reserved.id() + " (" + reserved.instanceType() + ", " + reserved.zone()
                            + "), unused",
                    UnitRate.perHour(reserved.microUsdPerHour()));
            action.accept(item, Math.ceilDiv(held.unusedMs, SECOND_MS));
        }
    }
}
