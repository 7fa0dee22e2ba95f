package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.autoscale.source.Credential;
import java.util.List;
import java.util.Map;

/**
 * What the file of {@code --metric-sources} says.
 *
 * @param series the external metrics that there are
 * @param credentials by the address they are bound to
 */
public record MetricSources(List<MetricSeries> series, Map<String, Credential> credentials) {

    /** No file: only what ScaledObjects name, and only places that let everybody in. */
    public static final MetricSources NONE = new MetricSources(List.of(), Map.of());

    public MetricSources {
        series = List.copyOf(series);
        credentials = Map.copyOf(credentials);
    }
}
