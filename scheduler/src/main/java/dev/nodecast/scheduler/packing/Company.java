package dev.nodecast.scheduler.packing;

import java.util.BitSet;

/**
 * What an item demands of those that share its bin: where one of {@code owner} is, there are at most {@code most} of the
 * members, the owner's own items counted if it is a member itself.
 */
public record Company(int owner, BitSet members, int most) {}
