package dev.nodecast.scheduler.autoscaling.contention;

import dev.nodecast.scheduler.autoscaling.contention.Contender.Hpa;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The autoscalers that aim at one workload, and which of them is acted on: one, and only where it is alone. Two controllers on one
 * workload undo each other's work, and neither can see it; KEDA's admission webhook refuses a second autoscaler for that reason
 * (kedacore/keda, apis/keda/v1alpha1/scaledobject_webhook.go), and kube-controller-manager stops HPAs that select the same pods
 * (AmbiguousSelector). The review of manifests and the live controller ask it, each for those whom it stands for. The simulated
 * loop goes on where a review found such a pair, as those controllers do: its HPAs keep to their bounds.
 *
 * @param contenders in the order in which they are named to people
 */
public record Contention(List<Contender> contenders, ActsFor actsFor) {

    /** Whom the scheduler's autoscaling stands for. */
    public enum ActsFor {
        /** Nodecast, beside a kube-controller-manager that acts on every HPA that is not Nodecast's. */
        NODECAST,
        /**
         * Every controller there is, as in a simulation, and in a shadow, which changes nothing and so fights with nobody. The HPA that
         * KEDA makes of a ScaledObject is no second one then: the ScaledObject stands for it.
         */
        ALL_CONTROLLERS
    }

    public Contention {
        contenders = actsFor == ActsFor.NODECAST ? List.copyOf(contenders) : withoutGenerated(contenders);
    }

    private static List<Contender> withoutGenerated(List<Contender> all) {
        return all.stream()
                .filter(each -> !(each instanceof Hpa hpa && hpa.ofScaledObject()))
                .toList();
    }

    /** The one that is acted on; null where none is to act, or they are in each other's way. */
    public @Nullable Contender acting() {
        List<Contender> candidates = candidates();
        return contenders.size() == 1 && candidates.size() == 1 ? candidates.getFirst() : null;
    }

    /** Those that would be acted on if each were alone; none where there is no conflict. */
    public List<Contender> heldUp() {
        return contenders.size() > 1 ? candidates() : List.of();
    }

    private List<Contender> candidates() {
        return contenders.stream()
                .filter(each -> actsFor == ActsFor.ALL_CONTROLLERS || each.ours())
                .toList();
    }

    /** Who is in the way of one of them. */
    public List<Contender> others(Contender one) {
        return contenders.stream().filter(each -> !each.equals(one)).toList();
    }
}
