package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.scheduler.autoscaling.Standing;
import dev.nodecast.scheduler.autoscaling.contention.Contender;
import dev.nodecast.scheduler.autoscaling.hpa.HpaDecision;
import dev.nodecast.scheduler.autoscaling.hpa.HpaEvent;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Activity;
import dev.nodecast.scheduler.autoscaling.keda.ScaledObjectDecision.Readiness;
import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.model.ObjectKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Says on the objects where their autoscaling stands: the conditions and the time of activity of a ScaledObject, as KEDA writes
 * them, and events. On a HorizontalPodAutoscaler it writes events only: the status is kube-controller-manager's, which says there
 * that it cannot find the target. On the loop's thread only.
 */
final class AutoscalerNotes {

    private static final Logger LOG = LoggerFactory.getLogger(AutoscalerNotes.class);
    private static final long SECOND_NS = 1_000_000_000L;

    private final Map<ObjectKey, Map<String, Object>> written = new HashMap<>();
    private final Map<String, HpaEvent> lastWarnings = new HashMap<>();
    private final Map<ObjectKey, Long> lastSyncs = new HashMap<>();
    private final Noticeboard cluster;
    private final BiFunction<WatchedKind, ObjectKey, String> trouble;
    private final boolean onObjects;

    /**
     * Notes that say nothing yet.
     *
     * @param trouble which source of an autoscaler cannot be read, and why; empty for none
     * @param onObjects false where nothing may be written to the cluster
     */
    AutoscalerNotes(Noticeboard cluster, BiFunction<WatchedKind, ObjectKey, String> trouble, boolean onObjects) {
        this.cluster = cluster;
        this.trouble = trouble;
        this.onObjects = onObjects;
    }

    /** Writes what has changed since the last time. */
    void write(List<Standing> standings) {
        for (Standing standing : standings) {
            switch (standing) {
                case Standing.OfHpa(ObjectKey key, HpaDecision last) ->
                    sync(WatchedKind.HORIZONTAL_POD_AUTOSCALER, key, last);
                case Standing.OfScaledObject scaled -> scaledObject(scaled);
            }
        }
    }

    private void scaledObject(Standing.OfScaledObject standing) {
        ObjectKey key = standing.key();
        String failed = trouble.apply(WatchedKind.SCALED_OBJECT, key);
        ScaledObjectDecision last = standing.last();
        status(key, status(standing, failed));
        String slot = slot(WatchedKind.SCALED_OBJECT, key) + "poll";
        if (last.readiness() == Readiness.READY) {
            lastWarnings.remove(slot);
        } else {
            warn(slot, WatchedKind.SCALED_OBJECT, key, "KEDAScalerFailed", last.reason() + ": " + failed);
        }
        HpaDecision hpa = standing.hpa();
        if (hpa != null) {
            sync(WatchedKind.SCALED_OBJECT, key, hpa);
        }
    }

    /** Says that the target of an autoscaler is scaled. */
    void scaled(Contender autoscaler, Decision.Scaled decision) {
        boolean edge = autoscaler instanceof Contender.Scaled && (decision.from() == 0 || decision.to() == 0);
        String reason = !edge
                ? "SuccessfulRescale"
                : decision.to() == 0 ? "KEDAScaleTargetDeactivated" : "KEDAScaleTargetActivated";
        String message = "from " + decision.from() + " to " + decision.to() + ": " + decision.why();
        say(kind(autoscaler), autoscaler.key(), new HpaEvent(false, reason, message));
    }

    private static Map<String, Object> status(Standing.OfScaledObject standing, String failed) {
        ScaledObjectDecision last = standing.last();
        boolean ready = last.readiness() == Readiness.READY;
        boolean active = last.activity() == Activity.ACTIVE || last.activity() == Activity.COOLING_DOWN;
        boolean paused = last.activity() == Activity.PAUSED;
        Map<String, Object> status = new LinkedHashMap<>();
        status.put(
                "conditions",
                List.of(
                        condition(
                                "Ready",
                                ready ? "True" : failedStatus(last),
                                last.readiness().code(),
                                ready ? "scaled by Nodecast" : failed),
                        condition(
                                "Active",
                                active ? "True" : "False",
                                last.activity().code(),
                                last.reason()),
                        condition("Paused", paused ? "True" : "False", "", "")));
        Long lastActiveNs = standing.lastActiveNs();
        if (lastActiveNs != null) {
            status.put(
                    "lastActiveTime",
                    Instant.ofEpochSecond(lastActiveNs / SECOND_NS).toString());
        }
        return status;
    }

    /** KEDA says Unknown as long as another trigger is active. */
    private static String failedStatus(ScaledObjectDecision last) {
        return last.readiness() == Readiness.PARTIAL_TRIGGER_ERROR ? "Unknown" : "False";
    }

    private static Map<String, Object> condition(String type, String status, String reason, String message) {
        Map<String, Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("status", status);
        condition.put("reason", reason);
        condition.put("message", message);
        return condition;
    }

    /** The same warning is said again only when it was over in between. */
    private void sync(WatchedKind kind, ObjectKey key, HpaDecision decision) {
        Long before = lastSyncs.put(key, decision.nowNs());
        if (before != null && before == decision.nowNs()) {
            return;
        }
        List<HpaEvent> warnings =
                decision.events().stream().filter(HpaEvent::warning).toList();
        String slot = slot(kind, key) + "sync ";
        String failed = trouble.apply(kind, key);
        for (HpaEvent warning : warnings) {
            String message = warning.message() + (failed.isEmpty() ? "" : ": " + failed);
            warn(slot + warning.reason(), kind, key, warning.reason(), message);
        }
        if (warnings.isEmpty()) {
            lastWarnings.keySet().removeIf(each -> each.startsWith(slot));
        }
    }

    private static WatchedKind kind(Contender autoscaler) {
        return switch (autoscaler) {
            case Contender.Hpa _ -> WatchedKind.HORIZONTAL_POD_AUTOSCALER;
            case Contender.Scaled _ -> WatchedKind.SCALED_OBJECT;
        };
    }

    private static String slot(WatchedKind kind, ObjectKey key) {
        return kind + " " + key + " ";
    }

    private void warn(String slot, WatchedKind kind, ObjectKey key, String reason, String message) {
        HpaEvent warning = new HpaEvent(true, reason, message);
        if (!warning.equals(lastWarnings.put(slot, warning))) {
            say(kind, key, warning);
        }
    }

    private void say(WatchedKind kind, ObjectKey key, HpaEvent event) {
        LOG.atLevel(event.warning() ? Level.WARN : Level.INFO)
                .setMessage("{} {}: {}")
                .addArgument(kind.resource())
                .addArgument(key)
                .addArgument(event.message())
                .log();
        if (onObjects) {
            cluster.event(kind, key, event.warning(), event.reason(), event.message());
        }
    }

    /** Says that an autoscaler is not acted on, and why. */
    void refused(AutoscalerGate.Refusal refusal) {
        Contender autoscaler = refusal.autoscaler();
        WatchedKind kind =
                autoscaler instanceof Contender.Hpa ? WatchedKind.HORIZONTAL_POD_AUTOSCALER : WatchedKind.SCALED_OBJECT;
        say(kind, autoscaler.key(), new HpaEvent(true, refusal.reason(), refusal.message()));
        if (autoscaler instanceof Contender.Scaled) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("conditions", List.of(condition("Ready", "False", refusal.reason(), refusal.message())));
            status(autoscaler.key(), status);
        }
    }

    private void status(ObjectKey key, Map<String, Object> status) {
        if (onObjects && !status.equals(written.put(key, status))) {
            cluster.scaledObjectStatus(key, status);
        }
    }

    /** Forgets what was said of an object that is gone. */
    void forget(ObjectKey key) {
        written.remove(key);
        lastSyncs.remove(key);
        lastWarnings.keySet().removeIf(slot -> slot.contains(" " + key + " "));
    }
}
