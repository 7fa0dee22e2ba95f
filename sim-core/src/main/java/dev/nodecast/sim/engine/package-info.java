/**
 * A small discrete-event simulation library: an event queue over primitive arrays, a virtual clock of integer
 * nanoseconds, cancellable timers and a first-come-first-served resource. It knows nothing of clusters or clouds. Open
 * {@link dev.nodecast.sim.engine.Simulation} first.
 */
@NullMarked
package dev.nodecast.sim.engine;

import org.jspecify.annotations.NullMarked;
