package dev.nodecast.scheduler.autoscaling.hpa;

/**
 * Damps the metrics' proposals by those of the recent past, and records them. Rules: Kubernetes, horizontal.go,
 * stabilizeRecommendation (spec without behavior) and stabilizeRecommendationWithBehaviors.
 *
 * @param windowed whether there is a window per direction (spec with behavior)
 * @param upWindowNs window of the way up, 0 without behavior
 * @param downWindowNs window of the way down
 */
record Stabilization(boolean windowed, long upWindowNs, long downWindowNs) {

    private static final HpaCondition READY =
            new HpaCondition(true, "ReadyForNewScale", "no earlier recommendation holds this one back");
    private static final HpaCondition DOWN_STABILIZED =
            new HpaCondition(true, "ScaleDownStabilized", "a higher recommendation within the window still holds");
    private static final HpaCondition UP_STABILIZED =
            new HpaCondition(true, "ScaleUpStabilized", "a lower recommendation within the window still holds");

    int stabilize(HpaState state, long nowNs, int current, int proposed) {
        return windowed
                ? withinWindows(state.recommendations, nowNs, current, proposed)
                : highestRecent(state.recommendations, nowNs, proposed);
    }

    HpaCondition condition(int current, int proposed, int stabilized) {
        if (stabilized == proposed) {
            return READY;
        }
        return windowed && proposed >= current ? UP_STABILIZED : DOWN_STABILIZED;
    }

    /** Without behavior: the highest of the window; one that is exactly as old as the window still counts. */
    private int highestRecent(TimedValues recommendations, long nowNs, int proposed) {
        long cutoffNs = nowNs - downWindowNs;
        int highest = proposed;
        int reusable = -1;
        for (int i = 0; i < recommendations.size(); i++) {
            if (recommendations.timeNs(i) < cutoffNs) {
                reusable = i;
            } else {
                highest = Math.max(highest, recommendations.value(i));
            }
        }
        recommendations.replaceOrAdd(reusable, nowNs, proposed);
        return highest;
    }

    /** With behavior: the present replicas, moved into [lowest, highest] of the windows; exactly as old is too old. */
    private int withinWindows(TimedValues recommendations, long nowNs, int current, int proposed) {
        long upCutoffNs = nowNs - upWindowNs;
        long downCutoffNs = nowNs - downWindowNs;
        int lowest = proposed;
        int highest = proposed;
        int reusable = -1;
        for (int i = 0; i < recommendations.size(); i++) {
            long timeNs = recommendations.timeNs(i);
            if (timeNs > upCutoffNs) {
                lowest = Math.min(lowest, recommendations.value(i));
            }
            if (timeNs > downCutoffNs) {
                highest = Math.max(highest, recommendations.value(i));
            }
            if (timeNs < upCutoffNs && timeNs < downCutoffNs) {
                reusable = i;
            }
        }
        recommendations.replaceOrAdd(reusable, nowNs, proposed);
        return Math.min(Math.max(current, lowest), highest);
    }
}
