package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.WellKnown;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Regions by the names of their zones. */
public final class RegionNames {

    private static final Pattern ZONE = Pattern.compile("([a-z]{2}(?:-[a-z]+)+-[0-9])[a-z]");

    private RegionNames() {}

    /** The region of a zone such as {@code ap-northeast-2a}; empty for what is no zone of AWS. */
    public static Optional<String> ofZone(String zone) {
        Matcher matcher = ZONE.matcher(zone);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The region that a pool's requirements name, or that their zones are in. */
    public static Optional<String> ofPool(NodePool pool) {
        return pool.template().requirements().stream()
                .flatMap(RegionNames::named)
                .findFirst();
    }

    private static Stream<String> named(NodeSelectorRequirement requirement) {
        List<String> values = requirement.values();
        return switch (requirement.key()) {
            case WellKnown.REGION -> values.stream();
            case WellKnown.ZONE -> values.stream().flatMap(zone -> ofZone(zone).stream());
            default -> Stream.empty();
        };
    }
}
