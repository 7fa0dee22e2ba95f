package dev.nodecast.scheduler.autoscaling.keda;

import dev.nodecast.scheduler.model.ObjectMeta;
import dev.nodecast.scheduler.model.autoscaling.HorizontalPodAutoscaler;
import dev.nodecast.scheduler.model.autoscaling.HpaBehavior;
import dev.nodecast.scheduler.model.autoscaling.MetricSpec;
import dev.nodecast.scheduler.model.autoscaling.ScaledObject;
import dev.nodecast.scheduler.model.autoscaling.ScaledObjectPause;
import dev.nodecast.scheduler.model.autoscaling.ScalingRules;
import dev.nodecast.scheduler.model.autoscaling.SelectPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The HPA that KEDA creates for a ScaledObject. Rules: KEDA 2.20, controllers/keda/hpa.go. */
final class GeneratedHpa {

    private GeneratedHpa() {}

    static HorizontalPodAutoscaler of(
            ScaledObject scaledObject, ScaledObjectPause pause, List<TriggerMetric> triggers) {
        return new HorizontalPodAutoscaler(
                meta(scaledObject),
                scaledObject.scaleTargetRef(),
                scaledObject.replicas().whileActive(),
                scaledObject.replicas().maxOrDefault(),
                metrics(triggers),
                behavior(scaledObject.advanced().behavior(), pause));
    }

    private static ObjectMeta meta(ScaledObject scaledObject) {
        ObjectMeta owner = scaledObject.meta();
        return new ObjectMeta(
                owner.namespace(),
                scaledObject.hpaName(),
                scaledObject.hpaName(),
                owner.labels(),
                owner.annotations(),
                new ObjectMeta.Owner("ScaledObject", owner.name(), owner.uid()),
                owner.createdNs(),
                null);
    }

    /** In the order of the kinds' names, as KEDA sorts them: container resources, external metrics, resources. */
    private static List<MetricSpec> metrics(List<TriggerMetric> triggers) {
        List<MetricSpec> metrics = new ArrayList<>();
        for (Class<? extends MetricSpec> kind :
                List.of(MetricSpec.ContainerResource.class, MetricSpec.External.class, MetricSpec.Resource.class)) {
            for (TriggerMetric trigger : triggers) {
                if (kind.isInstance(trigger.spec())) {
                    metrics.add(trigger.spec());
                }
            }
        }
        return metrics;
    }

    private static @Nullable HpaBehavior behavior(@Nullable HpaBehavior given, ScaledObjectPause pause) {
        if (!pause.scaleIn() && !pause.scaleOut()) {
            return given;
        }
        HpaBehavior behavior = given == null ? new HpaBehavior(null, null) : given;
        return new HpaBehavior(
                pause.scaleOut() ? disabled(behavior.scaleUp()) : behavior.scaleUp(),
                pause.scaleIn() ? disabled(behavior.scaleDown()) : behavior.scaleDown());
    }

    private static ScalingRules disabled(@Nullable ScalingRules rules) {
        return (rules == null ? ScalingRules.empty() : rules).withSelectPolicy(SelectPolicy.DISABLED);
    }
}
