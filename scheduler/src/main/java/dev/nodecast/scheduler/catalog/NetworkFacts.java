package dev.nodecast.scheduler.catalog;

/**
 * Network of an instance type.
 *
 * @param enis how many network interfaces it can have
 * @param ipv4PerEni addresses on each, the interface's own included
 * @param baselineMbps what it can always have, in megabit/s
 * @param peakMbps what it can have while it has burst credits
 */
public record NetworkFacts(int enis, int ipv4PerEni, long baselineMbps, long peakMbps) {}
