/**
 * Values of a scenario file that have a unit or a grammar of their own: sizes, rates, times as distributions, paths,
 * amounts. A bare number is none of them.
 */
@NullMarked
package dev.nodecast.scenarios.file.value;

import org.jspecify.annotations.NullMarked;
