package dev.nodecast.scheduler.provisioning.reference;

import dev.nodecast.scheduler.decide.ClaimForm;
import dev.nodecast.scheduler.provisioning.PlannedClaim;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Claims as sorted lines of text in which equal answers are equal, as the data's README says what is equal. */
public record ClaimLines(Tree expected) {

    String pod(String name) {
        return expected.at("equivalence").text().equals("exact")
                ? name
                : expected.at("podGroups").at(name).text(name);
    }

    List<String> pods(List<String> names) {
        return names.stream().map(this::pod).sorted().toList();
    }

    /** Claims as the reference has them, or as we print them. */
    public List<String> of(List<Tree> claims) {
        return claims.stream().map(this::line).sorted().toList();
    }

    /** Claims as we planned them. */
    public List<String> ours(List<PlannedClaim> claims) {
        return of(claims.stream().map(claim -> new Tree(ClaimForm.of(claim))).toList());
    }

    private String line(Tree claim) {
        boolean zonesCount = !expected.at("equivalence").text().equals("zone-renaming");
        boolean requestsCount = expected.at("requestsStable").text("true").equals("true");
        return String.join(
                " | ",
                claim.at("nodePool").text(),
                pods(claim.at("pods").texts()).toString(),
                claim.at("capacityTypes").texts().toString(),
                zonesCount ? claim.at("zones").texts().toString() : "",
                requestsCount ? new TreeMap<>(claim.at("requests").map()).toString() : "",
                options(claim).toString(),
                requirements(claim, zonesCount).toString(),
                zonesCount ? purchase(claim.at("cheapestOffering")) : "");
    }

    private static String purchase(Tree offering) {
        return String.join(
                " ",
                offering.at("instanceType").text(),
                offering.at("zone").text(),
                offering.at("capacityType").text(),
                offering.at("price").amount());
    }

    private static List<String> options(Tree claim) {
        return claim.at("instanceTypeOptions").list().stream()
                .map(option ->
                        option.at("name").text() + "=" + option.at("price").amount())
                .toList();
    }

    private static TreeSet<String> requirements(Tree claim, boolean zonesCount) {
        TreeSet<String> lines = new TreeSet<>();
        for (Tree requirement : claim.at("requirements").list()) {
            String key = requirement.at("key").text();
            boolean zone = key.equals("topology.kubernetes.io/zone");
            lines.add(key + " " + requirement.at("operator").text() + " "
                    + (zone && !zonesCount ? "" : requirement.at("values").texts()));
        }
        return lines;
    }
}
