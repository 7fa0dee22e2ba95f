package dev.nodecast.aws.autoscale;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of the autoscaling of pods.
 *
 * @param interval between two readings of a queue, where Nodecast scales itself
 */
public record AutoscaleSettings(Mode mode, MetricSources sources, Duration interval, Serving serving) {

    /** What Nodecast has to do with the autoscaling of pods. */
    public enum Mode {
        /** Nothing: it is Kubernetes' own. */
        OFF,
        /** It serves queue lengths to Kubernetes' own autoscaler. */
        METRICS,
        /** It scales workloads itself. */
        SCALE
    }

    /**
     * Where the external metrics API is served.
     *
     * @param address of this process
     * @param port of this process; 0 for any free one
     * @param service by which the API server finds it
     * @param files the certificate to serve with; null for one that is made
     */
    public record Serving(
            String address,
            int port,
            ServiceAddress service,
            @Nullable CertificateFiles files) {}

    /** A Service and its port. */
    public record ServiceAddress(String namespace, String name, int port) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /**
     * PEM files.
     *
     * @param ca whom the API server is to trust
     */
    public record CertificateFiles(Path certificate, Path key, Path ca) {}

    public boolean scales() {
        return mode == Mode.SCALE;
    }

    public boolean serves() {
        return mode == Mode.METRICS;
    }
}
