/**
 * What comes with Nodecast: ready scenarios by name ({@link dev.nodecast.scenarios.library.ReadyScenarios}) and the
 * manifests they use.
 */
@NullMarked
package dev.nodecast.scenarios.library;

import org.jspecify.annotations.NullMarked;
