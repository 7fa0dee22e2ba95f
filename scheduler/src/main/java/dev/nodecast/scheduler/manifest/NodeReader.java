package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.model.Node;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.model.Taint;
import java.util.List;

/** Reads Nodes as they are observed. */
final class NodeReader {

    private NodeReader() {}

    static Node read(Fields object, ObjectContext context) {
        Spec spec = object.map("spec", NodeReader::spec).orElse(new Spec("", List.of(), false));
        Status status = object.map("status", fields -> status(fields, context))
                .orElse(new Status(Resources.NONE, Resources.NONE, false));
        return new Node(
                context.meta(),
                spec.providerId(),
                spec.taints(),
                spec.unschedulable(),
                status.capacity(),
                status.allocatable(),
                status.ready());
    }

    private record Spec(String providerId, List<Taint> taints, boolean unschedulable) {}

    private record Status(Resources capacity, Resources allocatable, boolean ready) {}

    private static Spec spec(Fields spec) {
        spec.ignore("podCIDR", "podCIDRs", "configSource", "externalID");
        return new Spec(
                spec.text("providerID").orElse(""),
                TaintReader.taints(spec, "taints"),
                spec.bool("unschedulable").orElse(false));
    }

    private static Status status(Fields status, ObjectContext context) {
        StatusFields.ignoreUnknown(status);
        return new Status(
                AmountReader.resources(status, "capacity"),
                AmountReader.resources(status, "allocatable"),
                Condition.has(Condition.of(status, context), "Ready", "True", ""));
    }
}
