package dev.nodecast.sim.world.cluster;

import dev.nodecast.sim.random.RandomStream;
import dev.nodecast.sim.world.spec.ImagePulls;
import dev.nodecast.sim.world.spec.Seconds;
import java.util.LinkedHashMap;
import java.util.Map;

/** The images of one node: those it has, and when those it pulls will be there. It pulls one after another. */
final class NodeImages {

    private final ImagePulls spec;
    private final double bytesPerSecond;
    private final Map<String, Long> readyNs = new LinkedHashMap<>();
    private long idleFromNs;
    private long bytesPulled;

    NodeImages(ImagePulls spec, String instanceType, RandomStream stream) {
        this.spec = spec;
        double drawn = spec.bytesPerSecond().sample(stream);
        long limit = spec.bytesPerSecondMax().getOrDefault(instanceType, Long.MAX_VALUE);
        this.bytesPerSecond = Math.max(1, Math.min(drawn, (double) limit));
    }

    /** When the image will be there; asks for it if nobody has. */
    long readyNs(String image, long nowNs) {
        Long known = readyNs.get(image);
        if (known == null) {
            long bytes = spec.imageBytes().getOrDefault(image, spec.defaultBytes());
            bytesPulled += bytes;
            idleFromNs = bytes == 0
                    ? Math.max(nowNs, idleFromNs)
                    : Math.max(nowNs, idleFromNs) + Seconds.toNs(bytes / bytesPerSecond);
            known = bytes == 0 ? nowNs : idleFromNs;
            readyNs.put(image, known);
        }
        return Math.max(nowNs, known);
    }

    boolean has(String image, long nowNs) {
        Long known = readyNs.get(image);
        return known != null && known <= nowNs;
    }

    long bytesPulled() {
        return bytesPulled;
    }
}
