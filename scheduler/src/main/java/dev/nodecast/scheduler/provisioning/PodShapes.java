package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.LookupOnly;
import dev.nodecast.scheduler.model.NodeSelectorRequirement;
import dev.nodecast.scheduler.model.Pod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.WellKnown;
import dev.nodecast.scheduler.provisioning.PodShape.NodeWish;
import dev.nodecast.scheduler.requirements.Requirements;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Makes the {@link PodShape}s of a solver, one for pods that ask for the same. */
@LookupOnly("byKey and byPod: asked for one shape at a time, cleared as a whole")
final class PodShapes {

    /** Pods come and go; so many are remembered at once. */
    private static final int MAX_PODS = 50_000;

    private final Constraints constraints;
    private final ResourceIndex resources;
    private final boolean respectPreferences;
    private final Map<PodShape.Key, PodShape> byKey = new HashMap<>();
    private final IdentityHashMap<Pod, PodShape> byPod = new IdentityHashMap<>();

    PodShapes(Constraints constraints, ResourceIndex resources, boolean respectPreferences) {
        this.constraints = constraints;
        this.resources = resources;
        this.respectPreferences = respectPreferences;
    }

    int size() {
        return byKey.size();
    }

    PodShape of(Pod pod, VolumeTopology volumes) {
        if (!pod.spec().attachments().claims().isEmpty()) {
            return of(key(pod, volumes.demand(pod, this)));
        }
        PodShape known = byPod.get(pod);
        if (known != null) {
            return known;
        }
        PodShape shape = of(key(pod, VolumeDemand.NONE));
        if (byPod.size() > MAX_PODS) {
            byPod.clear();
        }
        byPod.put(pod, shape);
        return shape;
    }

    private static PodShape.Key key(Pod pod, VolumeDemand volumes) {
        return new PodShape.Key(pod.meta().namespace(), pod.meta().labels(), pod.spec(), volumes);
    }

    PodShape of(PodShape.Key key) {
        PodShape known = byKey.get(key);
        if (known == null) {
            known = compile(key);
            byKey.put(key, known);
        }
        return known;
    }

    private PodShape compile(PodShape.Key key) {
        PodSpec spec = key.spec();
        NodeWish strict = wish(required(spec));
        boolean preferring =
                respectPreferences && !spec.affinity().preferredNodeTerms().isEmpty();
        NodeWish wish = preferring ? wish(wished(spec)) : strict;
        return new PodShape(key, resources.vector(spec.requests()), wish, strict);
    }

    /** Terms by weight, descending; of equal weight in the order given. */
    static List<Affinity.PreferredNode> heaviestFirst(List<Affinity.PreferredNode> terms) {
        return terms.stream()
                .sorted(Comparator.comparingInt(Affinity.PreferredNode::weight).reversed())
                .toList();
    }

    /** What is required, with the heaviest preference. */
    static Requirements wished(PodSpec spec) {
        List<Affinity.PreferredNode> preferred = spec.affinity().preferredNodeTerms();
        if (preferred.isEmpty()) {
            return required(spec);
        }
        Affinity.PreferredNode heaviest = heaviestFirst(preferred).getFirst();
        return required(spec).and(Requirements.stated(heaviest.term().matchExpressions()));
    }

    /** The node selector and the first of the alternative terms; the others follow by relaxation. */
    static Requirements required(PodSpec spec) {
        Requirements selector = Requirements.ofLabels(spec.nodeSelector());
        if (spec.affinity().requiredNodeTerms().isEmpty()) {
            return selector;
        }
        List<NodeSelectorRequirement> first =
                spec.affinity().requiredNodeTerms().getFirst().matchExpressions();
        return selector.and(Requirements.stated(first));
    }

    NodeWish wish(Requirements requirements) {
        return new NodeWish(
                constraints.of(requirements.without(WellKnown.HOSTNAME)), requirements.get(WellKnown.HOSTNAME));
    }
}
