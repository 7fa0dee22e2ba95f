package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.InstanceType;
import dev.nodecast.scheduler.model.InstanceType.Overlaid;
import dev.nodecast.scheduler.model.NodeOverlay;
import dev.nodecast.scheduler.model.NodePool;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Offering;
import dev.nodecast.scheduler.model.Resources;
import dev.nodecast.scheduler.requirements.KnownLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What pools can buy once NodeOverlays have been laid over it: of each price and each extended resource the heaviest
 * overlay holds, of equal weights the later name. An overlay that is not valid, or that contradicts another one of its
 * weight, has no effect anywhere. Karpenter's {@code nodeoverlay} controller.
 */
public final class NodeOverlays {

    private static final Comparator<NodeOverlay> ORDER = Comparator.comparingInt(NodeOverlay::weight)
            .thenComparing(NodeOverlay::name)
            .reversed();

    private static final List<String> OWN_RESOURCES =
            List.of(Resources.CPU, Resources.MEMORY, Resources.EPHEMERAL_STORAGE, Resources.PODS);

    private final List<OverlayMatch> matches = new ArrayList<>();
    private final SequencedMap<String, String> refused = new LinkedHashMap<>();

    /**
     * Finds out which overlays hold.
     *
     * @param offered what the cloud sells to each pool
     */
    public NodeOverlays(Collection<NodeOverlay> overlays, Map<NodePool, List<InstanceType>> offered) {
        OverlayConflicts conflicts = new OverlayConflicts();
        for (NodeOverlay overlay : overlays.stream().sorted(ORDER).toList()) {
            String objection = objection(overlay);
            if (objection != null) {
                refused.put(overlay.name(), objection);
            } else if (!conflicts.accepts(overlay, offered)) {
                refused.put(overlay.name(), "it conflicts with another overlay of weight " + overlay.weight());
            } else {
                matches.add(new OverlayMatch(overlay));
            }
        }
    }

    private static @Nullable String objection(NodeOverlay overlay) {
        for (NodeSelectorRequirement requirement : overlay.requirements()) {
            if (KnownLabels.AWS.restricted(requirement.key())) {
                return "nobody may require the label " + requirement.key();
            }
        }
        for (String resource : OWN_RESOURCES) {
            if (overlay.capacity().names(resource)) {
                return "it can add extended resources only, not " + resource;
            }
        }
        return null;
    }

    /** The overlays that hold, the one that goes before the others first. */
    public List<NodeOverlay> inForce() {
        return matches.stream().map(OverlayMatch::overlay).toList();
    }

    /** Why the others do not, by name. */
    public SequencedMap<String, String> refused() {
        return Collections.unmodifiableSequencedMap(refused);
    }

    /** Whether the overlay is about anything that is sold to any pool. */
    public static boolean concerns(NodeOverlay overlay, Map<NodePool, List<InstanceType>> offered) {
        OverlayMatch match = new OverlayMatch(overlay);
        return offered.entrySet().stream()
                .anyMatch(pool -> pool.getValue().stream()
                        .anyMatch(type -> !match.offerings(pool.getKey(), type).isEmpty()));
    }

    /** What a pool can buy, as the overlays that hold describe it; the very list given where none is about it. */
    public List<InstanceType> on(NodePool pool, List<InstanceType> types) {
        List<InstanceType> overlaid = new ArrayList<>(types.size());
        boolean changed = false;
        for (InstanceType type : types) {
            List<OverlayMatch> matches = this.matches.stream()
                    .filter(match -> !match.offerings(pool, type).isEmpty())
                    .toList();
            changed |= !matches.isEmpty();
            overlaid.add(matches.isEmpty() ? type : overlaid(type, matches));
        }
        return changed ? List.copyOf(overlaid) : types;
    }

    /** @param matches the overlays that are about the type, the one that goes before the others first */
    private static InstanceType overlaid(InstanceType type, List<OverlayMatch> matches) {
        boolean priced = matches.stream().anyMatch(match -> match.overlay().price() != null);
        boolean sized =
                matches.stream().anyMatch(match -> !match.overlay().capacity().isEmpty());
        return new InstanceType(
                type.name(),
                sized ? capacity(type, matches) : type.capacity(),
                type.overhead(),
                type.labels(),
                type.offerings().stream()
                        .map(offering -> priced(offering, matches))
                        .toList(),
                new Overlaid(priced, sized));
    }

    private static Offering priced(Offering offering, List<OverlayMatch> matches) {
        for (OverlayMatch match : matches) {
            NodeOverlay.PriceChange change = match.overlay().price();
            if (change != null && match.matches(offering)) {
                return offering.withPrice(change.of(offering.priceMicroUsdPerHour()));
            }
        }
        return offering;
    }

    private static Resources capacity(InstanceType type, List<OverlayMatch> matches) {
        Map<String, Long> amounts = type.capacity().asMap();
        for (OverlayMatch match : matches.reversed()) {
            match.overlay().capacity().forEach(amounts::put);
        }
        return Resources.of(amounts);
    }
}
