/**
 * Spot markets for the simulated EC2: replayed from traces, or generated. There are two kinds of generated market,
 * which are never mixed: {@link dev.nodecast.scenarios.market.ResearchSpotMarket}, as harsh as the probes of scarce
 * GPUs in research traces, and {@link dev.nodecast.scenarios.market.AdvisorSpotMarket}, as gentle as AWS's own monthly
 * figures. The former interrupts 100 to 10,000 times as often.
 */
@NullMarked
package dev.nodecast.scenarios.market;

import org.jspecify.annotations.NullMarked;
