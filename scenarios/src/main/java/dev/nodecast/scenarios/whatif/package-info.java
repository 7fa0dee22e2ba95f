/**
 * What would have happened: the demand of a recorded run under other manifests. Open {@link
 * dev.nodecast.scenarios.whatif.WhatIf} first.
 */
@NullMarked
package dev.nodecast.scenarios.whatif;

import org.jspecify.annotations.NullMarked;
