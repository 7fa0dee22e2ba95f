package dev.nodecast.sim.world.cloud;

import dev.nodecast.scheduler.billing.EndedBy;
import dev.nodecast.scheduler.billing.InstanceItem;
import dev.nodecast.scheduler.billing.InstanceMeter;
import dev.nodecast.scheduler.billing.Invoice;
import dev.nodecast.scheduler.billing.InvoiceLine;
import dev.nodecast.scheduler.billing.Meter;
import dev.nodecast.scheduler.billing.ServiceItem;
import dev.nodecast.sim.world.spec.CloudSpec.BillingSpec;
import dev.nodecast.sim.world.spec.NodeVolume;
import dev.nodecast.sim.world.spec.Seconds;
import dev.nodecast.sim.world.spec.StandingService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bill of the run: one meter for the invoice, and one of its own for each instance. */
public final class Billing {

    /** EBS bills volumes by the second with a minimum of a minute (Amazon EBS pricing). */
    private static final long VOLUME_MINIMUM_S = 60;

    private final BillingSpec spec;
    private final Meter meter;
    private final Map<ServiceItem, Long> volumeUse = new LinkedHashMap<>();
    private final Map<Instance, Metered> running = new LinkedHashMap<>();
    private final Map<Instance, Long> costs = new LinkedHashMap<>();
    private Reservations reservations = new Reservations(List.of());
    private long microUsdPerHour;

    private static final class Metered {
        final InstanceMeter shared;
        final Meter ownMeter;
        final InstanceMeter own;
        long microUsdPerHour;

        Metered(InstanceMeter shared, Meter ownMeter, InstanceMeter own, long microUsdPerHour) {
            this.shared = shared;
            this.ownMeter = ownMeter;
            this.own = own;
            this.microUsdPerHour = microUsdPerHour;
        }
    }

    public Billing(BillingSpec spec) {
        this.spec = spec;
        this.meter = new Meter(spec.rules(), spec.savingsPlans());
    }

    /** Bills what is reserved and not used, too. */
    void charge(Reservations reserved) {
        reservations = reserved;
    }

    void begin(Instance instance, long nowNs, long priceMicroUsdPerHour) {
        InstanceItem item = new InstanceItem(
                instance.purpose().category(),
                instance.purpose().group(),
                instance.type().name(),
                instance.offer().capacityType(),
                instance.offer().zone());
        Meter ownMeter = new Meter(spec.rules());
        Metered metered = new Metered(
                meter.launch(item, nowNs, priceMicroUsdPerHour),
                ownMeter,
                ownMeter.launch(item, nowNs, priceMicroUsdPerHour),
                priceMicroUsdPerHour);
        running.put(instance, metered);
        microUsdPerHour += priceMicroUsdPerHour;
    }

    void priceChanged(Instance instance, long nowNs, long priceMicroUsdPerHour) {
        Metered metered = running.get(instance);
        if (metered != null) {
            metered.shared.priceChanged(nowNs, priceMicroUsdPerHour);
            metered.own.priceChanged(nowNs, priceMicroUsdPerHour);
            microUsdPerHour += priceMicroUsdPerHour - metered.microUsdPerHour;
            metered.microUsdPerHour = priceMicroUsdPerHour;
        }
    }

    void end(Instance instance, long nowNs, EndedBy endedBy) {
        Metered metered = running.remove(instance);
        if (metered != null) {
            metered.shared.end(nowNs, endedBy);
            metered.own.end(nowNs, endedBy);
            microUsdPerHour -= metered.microUsdPerHour;
            costs.put(instance, metered.ownMeter.invoice(nowNs).total());
            addVolumes(volumeUse, instance, nowNs - metered.shared.launchedNs());
        }
    }

    /** What the running instances cost now. */
    public long microUsdPerHour() {
        return microUsdPerHour;
    }

    /** The cost of one instance until now, without its volumes and before any Savings Plan. */
    public long costMicroUsd(Instance instance, long nowNs) {
        Metered metered = running.get(instance);
        return metered == null
                ? costs.getOrDefault(instance, 0L)
                : metered.ownMeter.invoice(nowNs).total();
    }

    /** Everything until now. */
    public Invoice invoice(long nowNs) {
        Map<ServiceItem, Long> use = new LinkedHashMap<>(volumeUse);
        running.forEach((instance, metered) -> addVolumes(use, instance, nowNs - metered.shared.launchedNs()));
        Meter services = new Meter(spec.rules());
        use.forEach(services::use);
        reservations.unused(nowNs, services::use);
        for (StandingService service : spec.services()) {
            long untilNs = Math.min(nowNs, service.untilNs());
            if (untilNs > service.fromNs()) {
                long seconds = Math.ceilDiv(untilNs - service.fromNs(), Seconds.NS);
                services.use(service.item(), Math.multiplyExact(seconds, service.meteredPerSecond()));
            }
        }
        List<InvoiceLine> lines = new ArrayList<>(meter.invoice(nowNs).lines());
        lines.addAll(services.invoice(nowNs).lines());
        lines.sort(Comparator.comparing(InvoiceLine::category));
        return new Invoice(lines);
    }

    private void addVolumes(Map<ServiceItem, Long> into, Instance instance, long existedNs) {
        for (NodeVolume volume : spec.volumes()) {
            if (volume.nodePool().equals(instance.purpose().group())) {
                long seconds = Math.max(VOLUME_MINIMUM_S, Math.ceilDiv(existedNs, Seconds.NS));
                into.merge(volume.item(), Math.multiplyExact(seconds, volume.gib()), Math::addExact);
            }
        }
    }
}
