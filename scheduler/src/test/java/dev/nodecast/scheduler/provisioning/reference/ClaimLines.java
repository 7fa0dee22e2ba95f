package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.provisioning.LaunchOrder;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Planned claims as sorted lines of text in which equal answers are equal, as the data's README says what is equal. */
public record ClaimLines(Tree expected) {

    String pod(String name) {
        return expected.at("equivalence").text().equals("exact")
                ? name
                : expected.at("podGroups").at(name).text(name);
    }

    String zones(TreeSet<String> zones) {
        return expected.at("equivalence").text().equals("zone-renaming") ? "" : zones.toString();
    }

    String requests(Resources requests) {
        if (expected.at("requestsStable").text("true").equals("false")) {
            return "";
        }
        TreeMap<String, Long> amounts = new TreeMap<>(requests.asMap());
        amounts.values().removeIf(amount -> amount == 0);
        return amounts.toString();
    }

    List<String> pods(List<String> names) {
        return names.stream().map(this::pod).sorted().toList();
    }

    /** Claims as the reference has them. */
    public List<String> expected(List<Tree> claims) {
        return claims.stream().map(this::line).sorted().toList();
    }

    private String line(Tree claim) {
        List<String> options = claim.at("instanceTypeOptions").list().stream()
                .map(o -> o.at("name").text() + "=" + ReferenceData.microUsd(o.at("price")))
                .toList();
        return String.join(
                " | ",
                claim.at("nodePool").text(),
                pods(claim.at("pods").texts()).toString(),
                new TreeSet<>(claim.at("capacityTypes").texts()).toString(),
                zones(new TreeSet<>(claim.at("zones").texts())),
                requests(claim.at("requests").resources()),
                options.toString());
    }

    /** Claims as we planned them. */
    public List<String> ours(List<PlannedClaim> claims) {
        return claims.stream().map(this::line).sorted().toList();
    }

    private String line(PlannedClaim claim) {
        List<String> options =
                claim.options().stream().map(type -> option(type, claim)).toList();
        return String.join(
                " | ",
                claim.nodePool().name(),
                pods(names(claim.pods())).toString(),
                claim.capacityTypes().toString(),
                zones(new TreeSet<>(claim.zones())),
                requests(claim.requests()),
                options.toString());
    }

    private static String option(InstanceType type, PlannedClaim claim) {
        return type.name() + "=" + LaunchOrder.cheapest(type, claim.requirements());
    }

    static List<String> names(List<Pod> pods) {
        return pods.stream().map(ClaimLines::name).toList();
    }

    static String name(Pod pod) {
        String namespace = pod.meta().namespace();
        return namespace.equals("default")
                ? pod.meta().name()
                : namespace + "/" + pod.meta().name();
    }
}
