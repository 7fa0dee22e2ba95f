/**
 * Small models whose answers are known exactly: one job under two spot policies, and a first-come-first-served queue.
 * They check traces and engine against independent results, and serve as yardsticks in experiments.
 */
@NullMarked
package dev.nodecast.scenarios.reference;

import org.jspecify.annotations.NullMarked;
