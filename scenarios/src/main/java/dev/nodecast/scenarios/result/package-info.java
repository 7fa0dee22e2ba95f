/**
 * What a simulation of a scenario has to say, as records ({@link dev.nodecast.scenarios.result.ScenarioResult} holds
 * all of it), as one JSON object and as files. The screen, reports and other programs read these and nothing else.
 */
@NullMarked
package dev.nodecast.scenarios.result;

import org.jspecify.annotations.NullMarked;
