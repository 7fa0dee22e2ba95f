package dev.nodecast.scheduler.provisioning;

import dev.nodecast.scheduler.model.Container.HostPort;
import dev.nodecast.scheduler.packing.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A new node of a packing: what its claim begins as, so that it can take its pods but cannot become dearer. */
final class NewNodePlan {

    private final PackingBins.NewNode source;
    private final Constraint pinned;
    private final Constraint wished;
    private final long[] requests;
    private final List<HostPort> ports;
    private final PackingCaps caps;

    private NewNodePlan(
            PackingBins.NewNode source, Constraint pinned, Constraint wished, Contents contents, PackingCaps caps) {
        this.source = source;
        this.pinned = pinned;
        this.wished = wished;
        this.requests = contents.requests;
        this.ports = contents.ports;
        this.caps = caps;
    }

    private record Contents(long[] requests, List<HostPort> ports) {}

    static NewNodePlan of(
            Assembly.Start start, PackingBins.NewNode source, List<PodClass> classes, Pattern bin, PackingCaps caps) {
        Constraints constraints = start.rules().compiler().constraints();
        Constraint pinned = source.template().constraint();
        Constraint wished = pinned;
        long[] requests = {};
        List<HostPort> ports = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            PodShape shape = classes.get(c).shape();
            for (int n = 0; n < bin.count(c); n++) {
                pinned = constraints.and(pinned, classes.get(c).key.pin());
                wished = constraints.and(wished, classes.get(c).key.wish());
                requests = ResourceIndex.sum(requests, shape.requests);
                ports.addAll(shape.ports);
            }
        }
        Constraint all = constraints.and(wished, pinned);
        return new NewNodePlan(source, pinned, all, new Contents(requests, ports), caps);
    }

    /** What the claim begins as now; null where the pool's limits leave nothing. */
    Round.@Nullable Beginning beginning(Assembly.Start start) {
        PoolTemplate template = source.template();
        PoolLimits limits = Objects.requireNonNull(
                start.supply().limits().get(template.pool().name()));
        if (limits.nodesExhausted()) {
            return null;
        }
        TypeSet fitting = TypeFilter.remaining(template, limits.within(template), wished, requests, ports);
        return new Round.Beginning(template, noDearer(template, fitting), pinned);
    }

    /** The types that cost no more, and as many more as minValues ask for. */
    private TypeSet noDearer(PoolTemplate template, TypeSet fitting) {
        TypeSet kept = new TypeSet(template.catalogue().size());
        long[] prices = new long[template.catalogue().size()];
        for (int i = fitting.next(0); i >= 0; i = fitting.next(i + 1)) {
            prices[i] = price(template, i);
        }
        int[] byPrice = IntStream.iterate(fitting.next(0), i -> i >= 0, i -> fitting.next(i + 1))
                .boxed()
                .sorted(Comparator.comparingLong(i -> prices[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int i : byPrice) {
            boolean cheap = prices[i] <= source.offering().priceMicroUsdPerHour() && noLarger(template, i);
            if (cheap || missing(template, kept)) {
                kept.add(i);
            }
        }
        return kept;
    }

    private boolean missing(PoolTemplate template, TypeSet kept) {
        return wished.minValues
                && !MinValues.missing(wished.requirements, template.catalogue(), kept)
                        .isEmpty();
    }

    private long price(PoolTemplate template, int type) {
        return LaunchOrder.cheapest(template.catalogue().types.get(type), wished.requirements);
    }

    /** Whether it takes no more of the pool's limits. */
    private boolean noLarger(PoolTemplate template, int type) {
        long[] uses = caps.uses(template, type);
        long[] planned = caps.uses(template, source.type());
        return IntStream.range(0, uses.length).allMatch(c -> uses[c] <= planned[c]);
    }
}
