package dev.nodecast.scenarios.resolve;

import dev.nodecast.scenarios.file.ReservedBlock;
import dev.nodecast.scheduler.diagnostics.Diagnostic;
import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.diagnostics.SourceMark;
import dev.nodecast.scheduler.diagnostics.SourceText;
import dev.nodecast.scheduler.manifest.Manifest;
import dev.nodecast.scheduler.model.CapacityBuffer;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.Deployment;
import dev.nodecast.scheduler.model.Ec2NodeClass;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.ObjectKey;
import dev.nodecast.scheduler.model.StoredPodTemplate;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.NodeOverlays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether capacity reservations, NodeOverlays and CapacityBuffers have the effect that they seem to have. */
final class SupplyChecks {

    private static final String WRONG_RESERVATION = "NC0620";
    private static final String UNUSED_RESERVATION = "NC0621";
    private static final String OVERLAY_WITHOUT_EFFECT = "NC0622";
    private static final String BUFFER_WITHOUT_SHAPE = "NC0623";

    private final Scenario scenario;
    private final Diagnostics diagnostics;

    private SupplyChecks(Scenario scenario, Diagnostics diagnostics) {
        this.scenario = scenario;
        this.diagnostics = diagnostics;
    }

    static void check(Scenario scenario, Diagnostics diagnostics) {
        SupplyChecks checks = new SupplyChecks(scenario, diagnostics);
        scenario.file().capacityReservations().forEach(checks::reservation);
        scenario.manifests().of(Ec2NodeClass.class).forEach(checks::nodeClass);
        scenario.manifests().of(CapacityBuffer.class).forEach(checks::buffer);
        checks.overlays();
    }

    private void reservation(ReservedBlock block) {
        boolean sold = scenario.prices()
                .price(block.instanceType(), block.zone(), WellKnown.ON_DEMAND)
                .isPresent();
        if (!sold) {
            diagnostics.add(Diagnostic.error(
                            WRONG_RESERVATION,
                            scenarioMark(),
                            "capacity reservation `" + block.id() + "` is of something that is not sold")
                    .field("capacityReservations")
                    .found("`" + block.instanceType() + "` in `" + block.zone() + "`")
                    .expected("an instance type with an on-demand price in a zone of "
                            + scenario.file().region())
                    .help(scenario.prices()
                            .catalogue()
                            .missing(block.instanceType())
                            .orElse("check its zone")));
        }
        boolean selected = scenario.manifests().values(Ec2NodeClass.class).stream()
                .anyMatch(nodeClass -> ReservationMapping.reservation(block)
                        .selectedBy(nodeClass.reserved().terms()));
        if (!selected) {
            diagnostics.add(Diagnostic.warning(
                            UNUSED_RESERVATION,
                            scenarioMark(),
                            "no EC2NodeClass asks for capacity reservation `" + block.id() + "`")
                    .field("capacityReservations")
                    .expected("`capacityReservationSelectorTerms` with its id or tags")
                    .consequence("it is paid for and never used"));
        }
    }

    private void nodeClass(Manifest<Ec2NodeClass> nodeClass) {
        List<String> described = scenario.file().capacityReservations().stream()
                .map(ReservedBlock::id)
                .toList();
        for (CapacityReservation found : nodeClass.value().reserved().found()) {
            if (!described.contains(found.id())) {
                diagnostics.add(Diagnostic.warning(
                                UNUSED_RESERVATION,
                                nodeClass.markAt("status", "capacityReservations"),
                                "how many instances capacity reservation `" + found.id() + "` holds is not known")
                        .field("status.capacityReservations")
                        .expected("the reservation under `capacityReservations` of the scenario")
                        .consequence("nothing is launched into it"));
            }
        }
    }

    private void buffer(Manifest<CapacityBuffer> buffer) {
        CapacityBuffer.Shape shape = buffer.value().shape();
        if (shape != null && !templates(shape.kind()).contains(key(buffer.value(), shape))) {
            diagnostics.add(Diagnostic.warning(
                            BUFFER_WITHOUT_SHAPE,
                            buffer.mark(),
                            "CapacityBuffer `" + buffer.value().key() + "` refers to something that is not there")
                    .found(shape.kind() + " `" + key(buffer.value(), shape) + "`")
                    .expected("one of " + shape.kind() + " " + templates(shape.kind()))
                    .consequence("the buffer keeps no room"));
        }
    }

    private static ObjectKey key(CapacityBuffer buffer, CapacityBuffer.Shape shape) {
        return new ObjectKey(buffer.meta().namespace(), shape.name());
    }

    private List<ObjectKey> templates(String kind) {
        return switch (kind) {
            case "Deployment" ->
                scenario.manifests().values(Deployment.class).stream()
                        .map(deployment -> deployment.meta().key())
                        .toList();
            case CapacityBuffer.Shape.POD_TEMPLATE ->
                scenario.manifests().values(StoredPodTemplate.class).stream()
                        .map(template -> template.meta().key())
                        .toList();
            default -> List.of();
        };
    }

    private void overlays() {
        Map<NodePool, List<InstanceType>> offered = new LinkedHashMap<>();
        NodeClasses nodeClasses = new NodeClasses(scenario);
        scenario.manifests().values(NodePool.class).forEach(pool -> offered.put(pool, nodeClasses.instanceTypes(pool)));
        NodeOverlays overlays = new NodeOverlays(scenario.manifests().values(NodeOverlay.class), offered);
        for (Manifest<NodeOverlay> overlay : scenario.manifests().of(NodeOverlay.class)) {
            String refusal = overlays.refused().get(overlay.value().name());
            if (refusal != null) {
                withoutEffect(overlay, refusal);
            } else if (!NodeOverlays.concerns(overlay.value(), offered)) {
                withoutEffect(overlay, "its requirements match nothing that any NodePool can buy");
            }
        }
    }

    private void withoutEffect(Manifest<NodeOverlay> overlay, String why) {
        diagnostics.add(Diagnostic.warning(
                        OVERLAY_WITHOUT_EFFECT,
                        overlay.markAt("spec", "requirements"),
                        "NodeOverlay `" + overlay.value().name() + "` has no effect: " + why)
                .field("spec.requirements")
                .consequence("prices and capacity stay as the cloud describes them"));
    }

    private SourceMark scenarioMark() {
        return SourceText.named("scenario " + scenario.file().name()).whole();
    }
}
