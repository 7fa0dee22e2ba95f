package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.Bill;
import dev.nodecast.scenarios.file.Fleet;
import dev.nodecast.scheduler.billing.BillingMonth;
import dev.nodecast.scheduler.billing.Ec2BillingRules;
import dev.nodecast.scheduler.billing.ServiceItem;
import dev.nodecast.scheduler.catalog.Catalogue;
import dev.nodecast.scheduler.catalog.EksRelease;
import dev.nodecast.scheduler.catalog.ServiceRate;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.sim.world.spec.CloudSpec;
import dev.nodecast.sim.world.spec.NodeVolume;
import dev.nodecast.sim.world.spec.StandingService;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/** What stands on the bill. */
final class BillMapping {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final long GIB = 1L << 30;
    private static final long SECONDS_PER_DAY = 86_400;

    private final Scenario scenario;
    private final Bill bill;

    BillMapping(Scenario scenario) {
        this.scenario = scenario;
        this.bill = scenario.file().bill();
    }

    CloudSpec.BillingSpec billing(List<NodePool> pools) {
        return new CloudSpec.BillingSpec(
                Ec2BillingRules.STANDARD.withFirstHourFreeOnInterruption(bill.firstHourFree()),
                scenario.prices().savingsPlans(),
                services(),
                bill.storage() ? volumes(pools) : List.of());
    }

    private List<NodeVolume> volumes(List<NodePool> pools) {
        ServiceItem gp3 = item(ServiceRate.EBS_GP3_STORAGE);
        NodeClasses nodeClasses = new NodeClasses(scenario);
        List<NodeVolume> volumes = new ArrayList<>();
        pools.forEach(pool -> volumes.add(new NodeVolume(pool.name(), nodeClasses.volumeGib(pool), gp3)));
        for (Fleet fleet : scenario.file().fleets()) {
            long gib = Math.ceilDiv(fleet.disk().count(), GIB);
            if (gib > 0) {
                volumes.add(new NodeVolume(fleet.name(), gib, gp3));
            }
        }
        return volumes;
    }

    private List<StandingService> services() {
        List<StandingService> services = new ArrayList<>();
        if (bill.controlPlane()) {
            addControlPlane(services);
        }
        add(services, ServiceRate.EFS_STORAGE, Math.ceilDiv(bill.efs().count(), GIB));
        add(services, ServiceRate.NAT_GATEWAY_HOUR, bill.natGateways());
        add(services, ServiceRate.NAT_GATEWAY_DATA, bill.natPerDay().count() / SECONDS_PER_DAY);
        add(services, ServiceRate.INTERNET_EGRESS, bill.egressPerDay().count() / SECONDS_PER_DAY);
        return services;
    }

    private void addControlPlane(List<StandingService> services) {
        EksRelease release = Catalogue.bundled()
                .eksRelease(scenario.file().cluster().kubernetesVersion())
                .orElseThrow();
        Instant end = scenario.start().plusNanos(scenario.horizonNs());
        long standardNs = Math.min(scenario.horizonNs(), release.standardSeconds(scenario.start(), end) * SECOND_NS);
        boolean extended = release.extendedAt(end.minusNanos(1));
        long changeNs = extended ? standardNs : scenario.horizonNs();
        if (changeNs > 0) {
            services.add(new StandingService(item(ServiceRate.EKS_STANDARD_SUPPORT), 1, 0, changeNs));
        }
        if (extended) {
            services.add(
                    new StandingService(item(ServiceRate.EKS_EXTENDED_SUPPORT), 1, changeNs, scenario.horizonNs()));
        }
    }

    private void add(List<StandingService> services, ServiceRate rate, long meteredPerSecond) {
        if (meteredPerSecond > 0) {
            services.add(new StandingService(item(rate), meteredPerSecond, 0, scenario.horizonNs()));
        }
    }

    private ServiceItem item(ServiceRate rate) {
        YearMonth month = YearMonth.from(scenario.file().start());
        return scenario.prices().rates().item(rate, BillingMonth.of(month));
    }
}
