package dev.nodecast.aws.ec2.nodeclass;

import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of an EC2NodeClass as the API has it ({@code pkg/apis/v1/ec2nodeclass_status.go}). */
public final class NodeClassStatus {

    private static final String LAST_TRANSITION = "lastTransitionTime";

    private NodeClassStatus() {}

    /**
     * The whole status.
     *
     * @param before the status as it is; a condition whose status does not change keeps the time of its last change
     * @param now RFC 3339
     */
    public static Map<String, Object> of(ResolvedNodeClass resolved, Map<String, Object> before, String now) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "subnets",
                resolved.subnets().stream().map(NodeClassStatus::subnet).toList());
        status.put(
                "securityGroups",
                resolved.securityGroups().stream()
                        .map(group -> ordered("id", group.id(), "name", group.name()))
                        .toList());
        status.put("amis", resolved.amis().stream().map(NodeClassStatus::ami).toList());
        status.put(
                "capacityReservations",
                resolved.reservations().stream()
                        .map(reservation -> reservation(reservation.reservation()))
                        .toList());
        status.put("instanceProfile", resolved.instanceProfile());
        status.values().removeIf(value -> value instanceof List<?> list && list.isEmpty() || value.equals(""));
        status.put("conditions", conditions(resolved, before, now));
        return status;
    }

    private static Map<String, Object> subnet(ResolvedNodeClass.Subnet subnet) {
        Map<String, Object> map = ordered("id", subnet.id(), "zone", subnet.zone());
        if (!subnet.zoneId().isEmpty()) {
            map.put("zoneID", subnet.zoneId());
        }
        return map;
    }

    private static Map<String, Object> ami(ResolvedNodeClass.Ami ami) {
        Map<String, Object> map = ordered("id", ami.id(), "name", ami.name());
        if (ami.deprecated()) {
            map.put("deprecated", true);
        }
        map.put(
                "requirements",
                ami.requirements().stream().map(NodeClassStatus::requirement).toList());
        return map;
    }

    private static Map<String, Object> requirement(NodeSelectorRequirement requirement) {
        Map<String, Object> map = ordered(
                "key", requirement.key(), "operator", requirement.operator().text());
        if (!requirement.values().isEmpty()) {
            map.put("values", requirement.values());
        }
        return map;
    }

    private static Map<String, Object> reservation(CapacityReservation reservation) {
        return ordered(
                "id",
                reservation.id(),
                "instanceType",
                reservation.instanceType(),
                "availabilityZone",
                reservation.zone(),
                "reservationType",
                reservation.type(),
                "interruptible",
                reservation.interruptible(),
                "instanceMatchCriteria",
                reservation.instanceMatchCriteria(),
                "ownerID",
                reservation.owner(),
                "state",
                reservation.expiring() ? "expiring" : "active");
    }

    private static List<Map<String, Object>> conditions(
            ResolvedNodeClass resolved, Map<String, Object> before, String now) {
        List<Map<String, Object>> conditions = new ArrayList<>();
        for (Condition condition : resolved.conditions()) {
            Map<?, ?> old = previous(before, condition.type());
            String since = old != null && condition.status().text().equals(old.get("status"))
                    ? String.valueOf(old.get(LAST_TRANSITION))
                    : now;
            conditions.add(ordered(
                    "type",
                    condition.type(),
                    "status",
                    condition.status().text(),
                    "reason",
                    condition.reason(),
                    "message",
                    condition.message(),
                    "observedGeneration",
                    asRead(resolved.nodeClass().identity().generation()),
                    LAST_TRANSITION,
                    since));
        }
        return conditions;
    }

    /** As a reader of JSON has a number, so that what is written can be compared with what is there. */
    private static Object asRead(long number) {
        return number == (int) number ? (Object) (int) number : (Object) number;
    }

    private static @Nullable Map<?, ?> previous(Map<String, Object> before, String type) {
        return before.get("conditions") instanceof List<?> list
                ? list.stream()
                        .filter(item -> item instanceof Map<?, ?> map && type.equals(map.get("type")))
                        .map(item -> (Map<?, ?>) item)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
