/**
 * What is wrong with what a user gave us, said the way a good compiler says it: place, what was found, what was
 * expected, and the remedy. Start with {@link dev.nodecast.scheduler.diagnostics.Diagnostic}.
 *
 * <p>Readers add to a {@link dev.nodecast.scheduler.diagnostics.Diagnostics} and go on, so that all problems are
 * reported at once; {@link dev.nodecast.scheduler.diagnostics.DiagnosticRenderer} prints them.
 */
@NullMarked
package dev.nodecast.scheduler.diagnostics;

import org.jspecify.annotations.NullMarked;
