package dev.nodecast.sim.world.spec;

/**
 * What a file system that models are loaded from permits all its clients together, in metered bytes per second. The figures
 * of EFS are those of its user guide, "Throughput modes" and "Quotas".
 *
 * @param baseline what it permits without credits; infinite where only its clients limit
 * @param burst what it permits while there are credits; the same as {@code baseline} where there are none to be had
 * @param readWeight what of each byte that is read is metered; of bytes written all is
 * @param creditsAtStart burst credits in bytes at the start
 * @param creditsMax the most there can be
 */
public record FileSystem(double baseline, double burst, double readWeight, double creditsAtStart, double creditsMax) {

    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;
    private static final double GIB = MIB * KIB;
    private static final double TIB = GIB * KIB;

    /** Reads are metered at a third of other operations. */
    private static final double EFS_READ = 1 / 3.0;

    /** Only its clients limit. */
    public static final FileSystem UNLIMITED = throughput(Double.POSITIVE_INFINITY);

    /**
     * EFS with elastic throughput, in most regions: 20 GiB/s of reads and 5 GiB/s of writes, taken together as metered at a
     * quarter and in full.
     */
    public static final FileSystem EFS_ELASTIC = new FileSystem(5 * GIB, 5 * GIB, 0.25, 0, 0);

    /** So much for reads and writes alike. */
    public static FileSystem throughput(double bytesPerSecond) {
        return new FileSystem(bytesPerSecond, bytesPerSecond, 1, 0, 0);
    }

    /** EFS with provisioned throughput. */
    public static FileSystem efsProvisioned(double bytesPerSecond) {
        return new FileSystem(bytesPerSecond, bytesPerSecond, EFS_READ, 0, 0);
    }

    /**
     * EFS with bursting throughput: 50 KiB/s per GiB stored and at least 1 MiB/s, and with credits 100 MiB/s per TiB and at
     * least 100 MiB/s. Credits are earned at the baseline and spent by what is used, up to 2.1 TiB, above a TiB 2.1 TiB per
     * TiB; a new file system has 2.1 TiB.
     */
    public static FileSystem efsBursting(double storedBytes, double creditsAtStart) {
        double tib = storedBytes / TIB;
        double creditsMax = 2.1 * TIB * Math.max(1, tib);
        return new FileSystem(
                Math.max(MIB, storedBytes / GIB * 50 * KIB),
                100 * MIB * Math.max(1, tib),
                EFS_READ,
                Math.min(creditsAtStart, creditsMax),
                creditsMax);
    }

    public FileSystem {
        if (!(baseline > 0) || burst < baseline || !(readWeight > 0) || creditsAtStart < 0) {
            throw new IllegalArgumentException(
                    "found a file system with a baseline of " + baseline + " and a burst of "
                            + burst + " bytes a second, a read weight of " + readWeight + " and " + creditsAtStart
                            + " bytes of credits; expected a positive baseline, a burst of at least that, and no negative credits");
        }
    }

    /** Whether it permits more with credits than without. */
    public boolean bursts() {
        return burst > baseline;
    }
}
