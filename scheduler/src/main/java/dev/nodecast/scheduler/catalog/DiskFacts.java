package dev.nodecast.scheduler.catalog;

/**
 * Disks of an instance type.
 *
 * @param ebsBaselineMbps megabit/s to EBS at any time
 * @param ebsMaxMbps for 30 minutes a day on types that burst
 * @param localNvmeGb decimal GB over all local disks; 0 where there are none
 */
public record DiskFacts(long ebsBaselineMbps, long ebsMaxMbps, long localNvmeGb) {}
