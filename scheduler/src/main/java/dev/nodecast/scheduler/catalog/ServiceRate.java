package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.billing.Category;

/** What a cluster buys beside instances, and how it is metered. */
public enum ServiceRate {
    EKS_STANDARD_SUPPORT(Category.CONTROL_PLANE, Metered.PER_HOUR, "EKS control plane, standard support"),
    EKS_EXTENDED_SUPPORT(Category.CONTROL_PLANE, Metered.PER_HOUR, "EKS control plane, extended support"),
    EBS_GP3_STORAGE(Category.STORAGE, Metered.GIB_MONTH, "EBS gp3 storage"),
    /** Only IOPS above 3,000 a volume. */
    EBS_GP3_IOPS(Category.STORAGE, Metered.IOPS_MONTH, "EBS gp3 IOPS above 3,000"),
    /** Only MiB/s above 125 a volume. */
    EBS_GP3_THROUGHPUT(Category.STORAGE, Metered.MIBPS_MONTH, "EBS gp3 throughput above 125 MiB/s"),
    EFS_STORAGE(Category.STORAGE, Metered.GIB_MONTH, "EFS standard storage"),
    EFS_PROVISIONED_THROUGHPUT(Category.STORAGE, Metered.MIBPS_MONTH, "EFS provisioned throughput"),
    EFS_ELASTIC_READ(Category.STORAGE, Metered.PER_GIB, "EFS elastic throughput, read"),
    EFS_ELASTIC_WRITE(Category.STORAGE, Metered.PER_GIB, "EFS elastic throughput, written"),
    NAT_GATEWAY_HOUR(Category.DATA, Metered.PER_HOUR, "NAT gateway hours"),
    NAT_GATEWAY_DATA(Category.DATA, Metered.PER_GIB, "NAT gateway data"),
    /** Charged on each side: bytes that cross count once as sent and once as received. */
    INTER_ZONE_TRANSFER(Category.DATA, Metered.PER_GIB, "transfer between zones, each direction"),
    /** First tier; neither the free 100 GB a month nor the cheaper tiers above 10 TB. */
    INTERNET_EGRESS(Category.DATA, Metered.PER_GIB, "transfer to the internet"),
    PUBLIC_IPV4(Category.DATA, Metered.PER_HOUR, "public IPv4 addresses");

    /** The amounts that are counted. */
    enum Metered {
        /** Seconds. */
        PER_HOUR("hour"),
        /** Bytes. */
        PER_GIB("GiB"),
        /** GiB × seconds. */
        GIB_MONTH("GiB-month"),
        /** IOPS × seconds. */
        IOPS_MONTH("IOPS-month"),
        /** MiB/s × seconds. */
        MIBPS_MONTH("MiBps-month");

        private final String unit;

        Metered(String unit) {
            this.unit = unit;
        }
    }

    private final Category category;
    private final Metered metered;
    private final String title;

    ServiceRate(Category category, Metered metered, String title) {
        this.category = category;
        this.metered = metered;
        this.title = title;
    }

    public Category category() {
        return category;
    }

    /** As an invoice names it. */
    public String title() {
        return title;
    }

    /** The priced unit, such as {@code GiB-month}. */
    public String unit() {
        return metered.unit;
    }

    Metered metered() {
        return metered;
    }
}
