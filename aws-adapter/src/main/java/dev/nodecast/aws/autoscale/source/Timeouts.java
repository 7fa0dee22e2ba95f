package dev.nodecast.aws.autoscale.source;

import java.time.Duration;

/**
 * How long a source is waited for. KEDA's default for HTTP is three seconds (KEDA_HTTP_DEFAULT_TIMEOUT); a source that is slower
 * than a metric is old counts as one that does not answer.
 */
final class Timeouts {

    static final Duration CONNECT = Duration.ofSeconds(3);
    static final Duration ANSWER = Duration.ofSeconds(3);

    private Timeouts() {}
}
