package dev.nodecast.scheduler.review.provisioning;

import dev.nodecast.scheduler.diagnostics.Diagnostics;
import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.review.rule.Rule;
import dev.nodecast.scheduler.review.system.Pool;
import dev.nodecast.scheduler.review.system.ReviewedSystem;
import java.util.List;

/** A spot pool with few instance types and zones. */
public final class ThinSpotDiversity extends Rule {

    private static final int CAPACITY_POOLS_MIN = 10;
    private static final int ZONES_USUALLY = 3;

    /** The rule. */
    public ThinSpotDiversity() {
        super(
                "NC1206",
                "Thin spot diversity",
                "EC2 keeps spot capacity for each instance type in each zone apart, and takes it back apart. AWS advises to be"
                        + " flexible across at least ten instance types and all zones. GPU types are few; fewer than ten"
                        + " combinations of type and zone are thin in any case, since sizes of one family in one zone run out"
                        + " together.",
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html");
    }

    @Override
    public void check(ReviewedSystem system, Diagnostics findings) {
        for (Pool pool : system.pools()) {
            if (!pool.spot() || pool.types().isEmpty()) {
                continue;
            }
            List<String> zones = pool.zones();
            int places = pool.unknownTypes().size() * (zones.isEmpty() ? ZONES_USUALLY : zones.size());
            for (InstanceType type : pool.types()) {
                places += (int) type.offerings().stream()
                        .filter(o -> o.capacityType().equals(WellKnown.SPOT))
                        .map(Offering::zone)
                        .filter(zone -> zones.isEmpty() || zones.contains(zone))
                        .distinct()
                        .count();
            }
            if (places < CAPACITY_POOLS_MIN && system.regional().isPresent()) {
                report(pool, zones, places, findings);
            }
        }
    }

    private void report(Pool pool, List<String> zones, int places, Diagnostics findings) {
        long families = pool.types().stream()
                .map(t -> t.name().substring(0, t.name().indexOf('.')))
                .distinct()
                .count();
        String where = zones.isEmpty() ? "the region's zones" : zones.size() + (zones.size() == 1 ? " zone" : " zones");
        findings.add(warning(
                        pool.requirementMark(WellKnown.INSTANCE_TYPE),
                        pool.types().size() + " instance types in " + where + " are thin spot diversity for pool `"
                                + pool.name() + "`")
                .field("spec.template.spec.requirements")
                .found(places + " combinations of type and zone, of " + families
                        + (families == 1 ? " family" : " families"))
                .expected("at least " + CAPACITY_POOLS_MIN + " combinations, from several families and all zones")
                .consequence(
                        "one family's shortage in one zone interrupts a large part of the nodes at once, and replacements"
                                + " find no capacity")
                .help("add families of the same use (g6, g6e, g5, g4dn), larger sizes and the region's other zones"));
    }
}
