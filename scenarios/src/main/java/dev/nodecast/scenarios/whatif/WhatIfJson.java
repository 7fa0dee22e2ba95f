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
        Map<String, Object> recorded = of(answer.recorded());
        recorded.put("podHours", podHours(answer.recorded(), Demand.recorded(answer.recorded())));
        json.put("recorded", recorded);
        Map<String, Object> simulated = new LinkedHashMap<>();
        answer.simulated().forEach((name, outcome) -> simulated.put(name, of(answer.recorded(), outcome)));
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
        json.put("launched", run.launched());
        json.put("interrupted", run.interrupted());
        json.put("podsThatWaited", run.waits().size());
        json.put("podsStillWaiting", run.stillWaiting());
        if (!run.waits().isEmpty()) {
            json.put("podWaitP50S", run.waitS(0.5));
            json.put("podWaitP95S", run.waitS(0.95));
        }
        json.put("decisions", run.decisions());
        return json;
    }

    private static Map<String, Object> of(RecordedRun run, WhatIf.Outcome outcome) {
        Map<String, Object> json = of(outcome.result().figures());
        json.put("podHours", podHours(run, outcome.demand()));
        json.put("autoscalers", outcome.demand().remarks());
        return json;
    }

    private static Map<String, Object> podHours(RecordedRun run, Demand demand) {
        Map<String, Object> hours = new LinkedHashMap<>();
        demand.replicas()
                .keySet()
                .forEach(deployment -> hours.put(deployment.toString(), demand.podHours(deployment, run.endNs())));
        return hours;
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
