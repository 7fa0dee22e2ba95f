package dev.nodecast.aws.autoscale.api;

import dev.nodecast.aws.autoscale.AutoscaleException;
import dev.nodecast.aws.autoscale.AutoscaleSettings;
import dev.nodecast.aws.autoscale.AutoscaleSettings.Serving;
import dev.nodecast.aws.autoscale.source.Sources;
import dev.nodecast.aws.kubernetes.ApiServer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code --autoscale metrics}: queue lengths for Kubernetes' own autoscaler, from every replica of the controller, leader or not.
 * Once registered the API stays so when the last replica ends: autoscalers then find no metric and keep their replicas, where
 * without the registration they would do the same with another message; and a restart leaves no gap.
 */
public final class MetricsApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsApi.class);
    private static final long LOOK_AGAIN_S = 30;

    private final Sources sources;
    private final MetricsServer server;
    private final FrontProxy clients;
    private final ScheduledExecutorService again = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("metrics-api").daemon().factory());
    private boolean othersHaveIt;

    /**
     * Serves and registers.
     *
     * @param shadow whether nothing may be written: it is served and not registered then
     * @throws AutoscaleException where another adapter serves external metrics in this cluster, or something is missing
     */
    public MetricsApi(ApiServer api, AutoscaleSettings settings, boolean shadow) throws InterruptedException {
        Serving serving = settings.serving();
        sources = new Sources(settings.sources().credentials());
        @Nullable MetricsServer started = null;
        try {
            clients = new FrontProxy(api);
            ServingCertificate certificate = certificate(api, serving, shadow);
            ApiRegistration registration = new ApiRegistration(api, serving.service(), certificate.caPem());
            started = serve(serving, certificate, settings);
            server = started;
            if (!shadow) {
                refuseBesideOthers(registration.register());
            }
            LOG.info(
                    "external metrics are served at {}:{}{}",
                    serving.address(),
                    server.port(),
                    shadow ? ", and not registered: a shadow writes nothing" : "");
            var _ = again.scheduleWithFixedDelay(
                    () -> lookAgain(registration, shadow), LOOK_AGAIN_S, LOOK_AGAIN_S, TimeUnit.SECONDS);
        } catch (IOException missing) {
            closeAll(started);
            throw new AutoscaleException("--autoscale metrics: " + missing.getMessage(), missing);
        } catch (AutoscaleException refused) {
            closeAll(started);
            throw refused;
        }
    }

    private void closeAll(@Nullable MetricsServer started) {
        if (started != null) {
            started.close();
        }
        sources.close();
        again.shutdownNow();
    }

    private MetricsServer serve(Serving serving, ServingCertificate certificate, AutoscaleSettings settings)
            throws IOException {
        MetricsQuery query = new MetricsQuery(settings.sources().series(), sources, System::nanoTime);
        try {
            return new MetricsServer(
                    MetricsServer.at(serving.address(), serving.port()),
                    certificate,
                    clients,
                    new ExternalMetrics(query, InstantSource.system()));
        } catch (IOException taken) {
            throw new IOException(
                    "port " + serving.port() + " of " + serving.address() + " cannot be served: " + taken.getMessage()
                            + "; choose another with --autoscale-port",
                    taken);
        }
    }

    private static ServingCertificate certificate(ApiServer api, Serving serving, boolean shadow)
            throws IOException, InterruptedException {
        if (serving.files() != null) {
            try {
                return CertificateStore.ofFiles(serving.files());
            } catch (IOException unreadable) {
                throw new IOException("the files of the serving certificate cannot be read: " + unreadable, unreadable);
            }
        }
        return shadow
                ? ServingCertificate.selfSigned(CertificateStore.names(serving.service()), Instant.now())
                : new CertificateStore(api, serving.service()).shared(Instant.now());
    }

    private static void refuseBesideOthers(@Nullable String owner) {
        if (owner != null) {
            throw new AutoscaleException("--autoscale metrics: APIService " + ApiRegistration.NAME + " belongs to "
                    + owner
                    + ", and a cluster has one such API: keep theirs and leave --autoscale out, let Nodecast scale itself with"
                    + " --autoscale scale, or remove theirs (kubectl delete apiservice " + ApiRegistration.NAME + ")");
        }
    }

    /** Somebody may have taken the registration away, or the cluster its authority, since. */
    private void lookAgain(ApiRegistration registration, boolean shadow) {
        try {
            clients.refresh();
            @Nullable String owner = shadow ? null : registration.register();
            if (owner != null && !othersHaveIt) {
                LOG.error("external metrics are asked of {} now; this controller does not take them back", owner);
            }
            othersHaveIt = owner != null;
        } catch (IOException | RuntimeException failed) {
            LOG.warn("the registration of external metrics could not be looked at: {}", failed.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        again.shutdownNow();
        server.close();
        sources.close();
    }
}
