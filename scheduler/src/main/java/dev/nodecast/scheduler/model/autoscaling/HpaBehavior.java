package dev.nodecast.scheduler.model.autoscaling;

import org.jspecify.annotations.Nullable;

/** The rules per direction, {@code spec.behavior}; null means not given. */
public record HpaBehavior(
        @Nullable ScalingRules scaleUp, @Nullable ScalingRules scaleDown) {}
