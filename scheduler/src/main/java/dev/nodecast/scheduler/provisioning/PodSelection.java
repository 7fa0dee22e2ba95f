package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.LabelSelector;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pods of some namespaces with some labels. */
record PodSelection(SortedSet<String> namespaces, LabelSelector selector) {

    /** What makes two selections one: the order of expressions and their values does not. */
    record Identity(Set<String> namespaces, Labels matchLabels, Set<Expression> expressions) {}

    record Expression(String key, LabelSelector.Operator operator, Set<String> values) {}

    static PodSelection own(String namespace, LabelSelector selector) {
        return new PodSelection(new TreeSet<>(Set.of(namespace)), selector);
    }

    /** {@code selector} with the pod's own values of {@code keys}, as matchLabelKeys asks. */
    static LabelSelector with(LabelSelector selector, List<String> keys, LabelSelector.Operator operator, Labels own) {
        List<LabelSelector.Expression> expressions = new ArrayList<>(selector.matchExpressions());
        for (String key : keys) {
            @Nullable String value = own.get(key);
            if (value != null) {
                expressions.add(new LabelSelector.Expression(key, operator, List.of(value)));
            }
        }
        return keys.isEmpty() ? selector : new LabelSelector(selector.matchLabels(), expressions);
    }

    Identity identity() {
        Set<Expression> expressions = selector.matchExpressions().stream()
                .map(e -> new Expression(e.key(), e.operator(), new LinkedHashSet<>(e.values())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Identity(namespaces, selector.matchLabels(), expressions);
    }

    /** The pods that are counted at first: where no selector is given Karpenter counts all, although it selects none. */
    PodSelection counted() {
        return selector.equals(LabelSelector.NOTHING) ? new PodSelection(namespaces, LabelSelector.EVERYTHING) : this;
    }

    boolean selects(PodShape shape) {
        return selects(shape.key.namespace(), shape.key.labels());
    }

    boolean selects(Pod pod) {
        return selects(pod.meta().namespace(), pod.meta().labels());
    }

    private boolean selects(String namespace, Labels labels) {
        return namespaces.contains(namespace) && selector.matches(labels);
    }
}
