package dev.nodecast.sim.world.scheduling;

import dev.nodecast.scheduler.model.Container;
import dev.nodecast.sim.world.cluster.SimNode;
import java.util.Collection;
import java.util.List;

/**
 * How much of a pod's images a node has (ImageLocality): their sizes, each times the share of nodes that have it, from 23 MB
 * to 1000 MB for each container.
 */
final class ImageScore {

    private static final long LEAST = 23L << 20;
    private static final long MOST_PER_CONTAINER = 1000L << 20;
    private static final long MAX = 100;

    private ImageScore() {}

    /** Adds the scores of the nodes, 0 to 100. */
    static void add(long[] scores, PodShape shape, List<SimNode> feasible, Collection<SimNode> all, Images images) {
        long[] sums = new long[scores.length];
        boolean any = false;
        for (Container container : shape.spec().containers()) {
            long bytes = images.bytes().applyAsLong(container.image());
            if (bytes > 0) {
                any = true;
                addImage(sums, container.image(), bytes, feasible, all, images);
            }
        }
        long most = MOST_PER_CONTAINER * Math.max(1, shape.spec().containers().size());
        for (int i = 0; any && i < scores.length; i++) {
            scores[i] += MAX * (Math.clamp(sums[i], LEAST, most) - LEAST) / (most - LEAST);
        }
    }

    private static void addImage(
            long[] sums, String image, long bytes, List<SimNode> feasible, Collection<SimNode> all, Images images) {
        long having =
                all.stream().filter(node -> images.present().test(node, image)).count();
        long scaled = (long) (bytes * ((double) having / all.size()));
        for (int i = 0; i < sums.length; i++) {
            sums[i] += images.present().test(feasible.get(i), image) ? scaled : 0;
        }
    }
}
