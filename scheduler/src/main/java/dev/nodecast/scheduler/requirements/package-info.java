/**
 * The algebra of requirements on labels: what a set of values allows, how two sets meet, and when labels that nobody has
 * defined may be asked for. It knows nothing of pods' placement.
 */
@NullMarked
package dev.nodecast.scheduler.requirements;

import org.jspecify.annotations.NullMarked;
