package dev.nodecast.aws.autoscale;

import dev.nodecast.aws.kubernetes.WatchedKind;
import dev.nodecast.scheduler.model.ObjectKey;
import java.util.Map;

/** Where things are said on objects of the cluster. */
public interface Noticeboard {

    /** Writes an event on an object. */
    void event(WatchedKind kind, ObjectKey key, boolean warning, String reason, String message);

    /** Writes what has changed of the status of a ScaledObject. */
    void scaledObjectStatus(ObjectKey key, Map<String, Object> status);
}
