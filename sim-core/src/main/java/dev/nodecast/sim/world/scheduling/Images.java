package dev.nodecast.sim.world.scheduling;

import dev.nodecast.sim.world.cluster.SimNode;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * The images that nodes have, as their kubelets report them.
 *
 * @param bytes an image's size; 0 where it does not matter
 * @param present whether a node has an image
 */
public record Images(ToLongFunction<String> bytes, BiPredicate<SimNode, String> present) {}
