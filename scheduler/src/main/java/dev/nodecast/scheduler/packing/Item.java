package dev.nodecast.scheduler.packing;

/**
 * Items that are all the same.
 *
 * @param size what one takes of each resource; not negative
 * @param count how many there are
 * @param forgone what leaving one out counts as, more than any bin costs, so that packing comes before saving
 */
public record Item(long[] size, int count, long forgone) {}
