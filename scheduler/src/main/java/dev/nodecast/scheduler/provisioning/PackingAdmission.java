package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.packing.Admission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a pool's minValues are kept by the types that are left for a node with certain pods. */
final class PackingAdmission implements Admission {

    private final Assembly.Start model;
    private final List<PodClass> classes;
    private final List<PackingBins.Source> sources;

    PackingAdmission(Assembly.Start model, List<PodClass> classes, List<PackingBins.Source> sources) {
        this.model = model;
        this.classes = classes;
        this.sources = sources;
    }

    /** Whether any pool asks for minValues that have to be kept. */
    static boolean needed(Assembly.Start model) {
        return !model.rules().relaxMinValues()
                && model.supply().templates().stream().anyMatch(template -> template.constraint().minValues);
    }

    @Override
    public boolean admits(int bin, int[] counts) {
        if (!(sources.get(bin) instanceof PackingBins.NewNode node)
                || !node.template().constraint().minValues) {
            return true;
        }
        Contents contents = contents(node.template(), counts);
        return contents != null && contents.types.has(node.type()) && contents.enough(node.template());
    }

    /** What a node with certain pods has to be, and the types that can be that. */
    record Contents(Constraint constraint, TypeSet types) {

        boolean enough(PoolTemplate template) {
            return MinValues.missing(constraint.requirements, template.catalogue(), types)
                    .isEmpty();
        }
    }

    private @Nullable Contents contents(PoolTemplate template, int[] counts) {
        Constraint constraint = template.constraint();
        long[] requests = {};
        List<HostPort> ports = new ArrayList<>();
        for (int c = 0; c < counts.length && constraint != null; c++) {
            if (counts[c] > 0) {
                PodClass podClass = classes.get(c);
                constraint = and(constraint, podClass);
                ports.addAll(podClass.shape().ports);
                for (int n = 0; n < counts[c]; n++) {
                    requests = ResourceIndex.sum(requests, podClass.shape().requests);
                }
            }
        }
        return constraint == null
                ? null
                : new Contents(
                        constraint, TypeFilter.remaining(template, template.options(), constraint, requests, ports));
    }

    private @Nullable Constraint and(Constraint constraint, PodClass podClass) {
        Constraints constraints = model.rules().compiler().constraints();
        Constraint wished = constraints.meet(constraint, podClass.key.wish(), true);
        return wished == null ? null : constraints.meet(wished, podClass.key.pin(), true);
    }
}
