package dev.nodecast.scheduler.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Instance facts and prices of several regions. */
public final class Catalogue {

    private final SortedMap<String, InstanceFacts> types;
    private final SortedMap<String, RegionalCatalogue> regions;
    private final List<EksRelease> eksReleases;

    Catalogue(
            SortedMap<String, InstanceFacts> types,
            SortedMap<String, RegionalCatalogue> regions,
            List<EksRelease> eksReleases) {
        this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
        this.regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
        this.eksReleases = List.copyOf(eksReleases);
    }

    /** The catalogue that comes with the program; its files name sources and dates. */
    public static Catalogue bundled() {
        return Bundled.CATALOGUE;
    }

    /** Regions with prices, sorted. */
    public List<String> regions() {
        return List.copyOf(regions.keySet());
    }

    /**
     * One region.
     *
     * @throws IllegalArgumentException naming the known regions where it is not one of them
     */
    public RegionalCatalogue region(String name) {
        RegionalCatalogue region = regions.get(name);
        if (region == null) {
            throw new IllegalArgumentException("region: found `" + name + "`, expected one of "
                    + String.join(", ", regions.keySet()) + "; prices of other regions are not in this catalogue");
        }
        return region;
    }

    /** Facts of all types, by name, whether or not a region has prices for them. */
    public SortedMap<String, InstanceFacts> types() {
        return types;
    }

    /** EKS's Kubernetes releases, oldest first. */
    public List<EksRelease> eksReleases() {
        return eksReleases;
    }

    /** A release by its version, such as {@code 1.31}. */
    public Optional<EksRelease> eksRelease(String version) {
        return eksReleases.stream()
                .filter(release -> release.version().equals(version))
                .findFirst();
    }

    private static final class Bundled {
        static final Catalogue CATALOGUE = new BundledCatalogueReader().read();
    }
}
