package dev.nodecast.scheduler.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecast.scheduler.catalog.ReservedCapacity;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.Offering.Reservation;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.port.CloudProvider.LaunchRequest;
import dev.nodecast.scheduler.port.Observation;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loops make of NodeOverlays and of capacity reservations. A node holds one GPU pod. */
class SupplyLoopTest {

    private final ScriptedWorld world = new ScriptedWorld();
    private final ControlLoop loop = new ControlLoop(world.ports(), Settings.defaults());
    private final InstanceType g4dn = Given.gpuType("g4dn.xlarge", 300_000, 650_000);

    @BeforeEach
    void aPoolThatMayBuyAnything() {
        NodePool pool = Given.pool("gpu", Given.whenEmptyAfterSeconds(30), null);
        NodePool.Template any = new NodePool.Template(
                pool.template().labels(),
                Labels.NONE,
                List.of(),
                List.of(),
                List.of(),
                pool.template().nodeClassRef(),
                null,
                null);
        world.types = List.of(g4dn, Given.gpuType("g5.xlarge", 500_000, 1_240_000));
        loop.observe(new Observation.NodePoolObserved(
                new NodePool(pool.meta(), any, pool.disruption(), pool.limits(), null, 0, null)));
        loop.start();
    }

    private void reserve(int remaining) {
        CapacityReservation reservation = new CapacityReservation(
                "cr-1", "g4dn.xlarge", "a", Reservation.DEFAULT, false, false, "", "", Labels.NONE);
        world.types = ReservedCapacity.offered(List.of(g4dn), List.of(reservation), _ -> remaining);
    }

    private LaunchRequest lastLaunch() {
        return List.copyOf(world.launches.values()).getLast();
    }

    @Test
    void anOverlayDecidesFromTheMomentItIsSeenUntilItIsGone() {
        loop.observe(new Observation.NodeOverlayObserved(new NodeOverlay(
                ObjectMeta.named("agreed"),
                List.of(NodeSelectorRequirement.in(WellKnown.INSTANCE_TYPE, "g5.xlarge")),
                new NodeOverlay.PriceChange.Fixed(1),
                Resources.NONE,
                0)));
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        world.passSeconds(1);
        assertThat(lastLaunch().overrides().getFirst().instanceType()).isEqualTo("g5.xlarge");
        assertThat(lastLaunch().prioritized()).isTrue();

        loop.observe(new Observation.LaunchFailed(lastLaunch().nodeClaim(), "no capacity", List.of()));
        loop.observe(new Observation.NodeOverlayGone("agreed"));
        world.passSeconds(20);
        assertThat(lastLaunch().overrides().getFirst().instanceType()).isEqualTo("g4dn.xlarge");
        assertThat(lastLaunch().prioritized()).isFalse();
    }

    @Test
    void aPodThatWaitsForItsTurnAtReservedCapacityIsNotUnschedulable() {
        reserve(1);
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w2")));
        world.passSeconds(1);
        assertThat(world.launches).hasSize(1);
        assertThat(lastLaunch().capacityType()).isEqualTo(WellKnown.RESERVED);
        assertThat(world.decisions).noneMatch(Decision.PodUnschedulable.class::isInstance);
    }

    @Test
    void whenTheReservationIsFullTheNextRoundBuysOtherCapacity() {
        reserve(1);
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w2")));
        world.passSeconds(1);
        String claim = lastLaunch().nodeClaim();
        reserve(0);
        loop.observe(new Observation.Launched(
                claim,
                "i-" + claim,
                new Observation.Offer("g4dn.xlarge", "a", WellKnown.RESERVED, 650_000, "cr-1"),
                Labels.of(WellKnown.CAPACITY_TYPE, WellKnown.RESERVED),
                g4dn.capacity(),
                g4dn.allocatable()));
        world.passSeconds(20);
        assertThat(world.launches).hasSize(2);
        assertThat(lastLaunch().capacityType()).isEqualTo(WellKnown.SPOT);
    }

    @Test
    void aReservationThatCouldNotServeIsLeftAloneForAMinute() {
        reserve(1);
        loop.observe(new Observation.PodObserved(Given.pendingGpuPod("w1")));
        world.passSeconds(1);
        loop.observe(new Observation.LaunchFailed(
                lastLaunch().nodeClaim(),
                "ReservationCapacityExceeded",
                List.of(new Observation.Offer("g4dn.xlarge", "a", WellKnown.RESERVED, 7, "cr-1"))));
        world.passSeconds(20);
        assertThat(world.launches).hasSize(2);
        assertThat(lastLaunch().capacityType()).isEqualTo(WellKnown.SPOT);
    }
}
