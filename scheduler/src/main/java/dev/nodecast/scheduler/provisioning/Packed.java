package dev.nodecast.scheduler.provisioning;

import org.jspecify.annotations.Nullable;

/**
 * A solution, and how good its packing is proved to be.
 *
 * @param report null where no pool is packed at the least cost
 */
public record Packed(Solution solution, @Nullable PackingReport report) {}
