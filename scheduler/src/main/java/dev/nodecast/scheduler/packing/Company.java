package dev.nodecast.scheduler.packing;

import java.util.BitSet;

/**
 * What items demand of those that share their bin: where any of the owners is, there are at most {@code most} of the
 * members, the owners' own items counted if they are members themselves.
 */
public record Company(BitSet owners, BitSet members, int most) {}
