package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Affinity;
import dev.nodecast.scheduler.model.Affinity.PreferredPod;
import dev.nodecast.scheduler.model.PodSpec;
import dev.nodecast.scheduler.model.Taint;
import dev.nodecast.scheduler.model.Toleration;
import dev.nodecast.scheduler.model.TopologySpreadConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives up one preference of a pod at a time, in Karpenter's order: alternative required node terms, preferred pod
 * affinity, preferred pod anti-affinity, preferred node affinity, ScheduleAnyway spreads, and last the aversion to
 * PreferNoSchedule taints.
 */
final class Relaxation {

    private static final Toleration PREFER_NO_SCHEDULE =
            new Toleration("", Toleration.Operator.EXISTS, "", Taint.Effect.PREFER_NO_SCHEDULE, null);

    private Relaxation() {}

    /** The next weaker specification, or null where nothing is left to give up. */
    static @Nullable PodSpec relaxed(PodSpec spec, boolean toleratePreferNoSchedule) {
        Affinity affinity = spec.affinity();
        Affinity weaker = weaker(affinity);
        if (weaker != null) {
            return spec.withAffinity(weaker);
        }
        for (int i = 0; i < spec.topologySpread().size(); i++) {
            if (!spec.topologySpread().get(i).required()) {
                return spec.withTopologySpread(withoutSpread(spec.topologySpread(), i));
            }
        }
        return toleratePreferNoSchedule ? toleratingPreferNoSchedule(spec) : null;
    }

    private static @Nullable Affinity weaker(Affinity a) {
        if (a.requiredNodeTerms().size() > 1) {
            return a.withRequiredNodeTerms(
                    a.requiredNodeTerms().subList(1, a.requiredNodeTerms().size()));
        }
        if (!a.preferredPods().isEmpty()) {
            return withPods(a, withoutHeaviest(a.preferredPods()), a.preferredAntiPods());
        }
        if (!a.preferredAntiPods().isEmpty()) {
            return withPods(a, a.preferredPods(), withoutHeaviest(a.preferredAntiPods()));
        }
        if (!a.preferredNodeTerms().isEmpty()) {
            return withPreferredNodes(a, PodShapes.heaviestFirst(a.preferredNodeTerms()));
        }
        return null;
    }

    private static Affinity withPreferredNodes(Affinity a, List<Affinity.PreferredNode> heaviestFirst) {
        return new Affinity(
                a.requiredNodeTerms(),
                heaviestFirst.subList(1, heaviestFirst.size()),
                a.requiredPods(),
                a.preferredPods(),
                a.requiredAntiPods(),
                a.preferredAntiPods());
    }

    private static Affinity withPods(Affinity a, List<PreferredPod> preferred, List<PreferredPod> preferredAnti) {
        return new Affinity(
                a.requiredNodeTerms(),
                a.preferredNodeTerms(),
                a.requiredPods(),
                preferred,
                a.requiredAntiPods(),
                preferredAnti);
    }

    private static List<PreferredPod> withoutHeaviest(List<PreferredPod> terms) {
        List<PreferredPod> sorted = terms.stream()
                .sorted(Comparator.comparingInt(PreferredPod::weight).reversed())
                .toList();
        return sorted.subList(1, sorted.size());
    }

    /** The last one takes the place of the one removed, which decides what goes next. */
    private static List<TopologySpreadConstraint> withoutSpread(List<TopologySpreadConstraint> spreads, int i) {
        List<TopologySpreadConstraint> kept = new ArrayList<>(spreads);
        kept.set(i, spreads.getLast());
        kept.removeLast();
        return kept;
    }

    static @Nullable PodSpec toleratingPreferNoSchedule(PodSpec spec) {
        for (Toleration toleration : spec.tolerations()) {
            if (toleration.key().isEmpty()
                    && toleration.operator() == Toleration.Operator.EXISTS
                    && toleration.effect() == Taint.Effect.PREFER_NO_SCHEDULE) {
                return null;
            }
        }
        List<Toleration> more = new ArrayList<>(spec.tolerations());
        more.add(PREFER_NO_SCHEDULE);
        return spec.withTolerations(more);
    }
}
