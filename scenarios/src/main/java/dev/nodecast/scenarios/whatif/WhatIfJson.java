package dev.nodecast.scenarios.whatif;

import dev.nodecast.scenarios.journal.RecordedRun;
import dev.nodecast.scenarios.result.Estimate;
import dev.nodecast.scenarios.result.Figures;
import java.util.LinkedHashMap;
import java.util.Map;

/** A what-if, and a recorded run by itself, for programs. */
public final class WhatIfJson {

    private WhatIfJson() {}

    public static Map<String, Object> of(WhatIf answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("recorded", of(answer.recorded()));
        Map<String, Object> simulated = new LinkedHashMap<>();
        answer.simulated().forEach((name, result) -> simulated.put(name, of(result.figures())));
        json.put("simulated", simulated);
        return json;
    }

    /** What a recorded run came to. */
    public static Map<String, Object> of(RecordedRun run) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("session", run.session());
        json.put("from", run.origin().plusNanos(run.beginNs()).toString());
        json.put("to", run.origin().plusNanos(run.endNs()).toString());
        json.put("computeUsd", run.usd());
        json.put("nodeHours", run.nodeHours());
        json.put("launched", run.nodes().size());
        json.put("interrupted", run.interrupted());
        json.put("podsThatWaited", run.waitsS().size());
        json.put("podsStillWaiting", run.stillWaiting());
        if (!run.waitsS().isEmpty()) {
            json.put("podWaitP50S", run.waitS(0.5));
            json.put("podWaitP95S", run.waitS(0.95));
        }
        json.put("decisions", run.decisions());
        return json;
    }

    private static Map<String, Object> of(Figures figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("computeUsd", number(figures.cost().compute()));
        json.put("launched", number(figures.nodes().launched()));
        json.put("podsStillWaiting", number(figures.pods().pendingAtEnd()));
        json.put("podWaitP50S", number(figures.pods().pendingToBound().p50()));
        json.put("podWaitP95S", number(figures.pods().pendingToBound().p95()));
        return json;
    }

    /** A number, or its mean with the bounds of its interval. */
    private static Object number(Estimate estimate) {
        Estimate.Range range = estimate.range();
        return range == null
                ? estimate.mean()
                : Map.of("mean", estimate.mean(), "low", range.low(), "high", range.high());
    }
}
