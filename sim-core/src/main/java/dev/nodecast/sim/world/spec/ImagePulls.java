package dev.nodecast.sim.world.spec;

import dev.nodecast.sim.random.Distribution;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What container images weigh and how fast nodes get them. A node pulls one image after another (kubelet's default) and
 * keeps what it has pulled.
 *
 * @param imageBytes compressed size by image name
 * @param defaultBytes size of images that are not named
 * @param bytesPerSecond pull and unpack rate of a node, drawn once per node
 * @param bytesPerSecondMax what network and disk of an instance type allow, by its name; unlimited for those not named
 */
public record ImagePulls(
        SortedMap<String, Long> imageBytes,
        long defaultBytes,
        Distribution bytesPerSecond,
        SortedMap<String, Long> bytesPerSecondMax) {

    /** Images are on every node. */
    public static final ImagePulls NONE = new ImagePulls(new TreeMap<>(), 0, Distribution.constant(1), new TreeMap<>());

    public ImagePulls {
        imageBytes = Collections.unmodifiableSortedMap(new TreeMap<>(imageBytes));
        bytesPerSecondMax = Collections.unmodifiableSortedMap(new TreeMap<>(bytesPerSecondMax));
    }

    /** Images of the given sizes, all other images being present, at one rate for all instance types. */
    public static ImagePulls of(Map<String, Long> imageBytes, Distribution bytesPerSecond) {
        return new ImagePulls(new TreeMap<>(imageBytes), 0, bytesPerSecond, new TreeMap<>());
    }
}
