package dev.nodecast.scheduler.disruption;

import dev.nodecast.scheduler.provisioning.reference.ReferenceData;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Times of whole passes over the reference's large clusters: {@code -Dnodecast.bench=true}. */
@EnabledIfSystemProperty(named = "nodecast.bench", matches = "true")
class DisruptionBench {

    @Test
    void passesOverLargeClusters() {
        ReferenceData.needed();
        for (String name : List.of("loose-100", "tight-100", "loose-500", "tight-500", "loose-1000", "tight-1000")) {
            ReferenceDisruption reference = ReferenceDisruption.bench("disbench-" + name);
            DisruptionPlanner planner = reference.planner();
            for (int i = 0; i < 4; i++) {
                long solvedBefore = planner.whatIfsSolved();
                long start = System.nanoTime();
                Optional<Command> command = planner.plan(reference.nowNs());
                double ms = (System.nanoTime() - start) / 1e6;
                System.out.printf(
                        "%s: %s in %.1f ms, %d what-ifs%n",
                        name,
                        command.map(c ->
                                        c.method().text() + " " + c.candidates().size() + " -> "
                                                + c.replacements().size())
                                .orElse("nothing"),
                        ms,
                        planner.whatIfsSolved() - solvedBefore);
            }
        }
    }
}
