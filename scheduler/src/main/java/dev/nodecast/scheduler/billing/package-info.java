/**
 * Exact money: what instances and services of a cluster cost, metered in micro-USD per hour × seconds and rounded once per
 * line of the invoice.
 *
 * <p>Start with {@link dev.nodecast.scheduler.billing.Meter}; its result is an {@link dev.nodecast.scheduler.billing.Invoice}.
 */
@NullMarked
package dev.nodecast.scheduler.billing;

import org.jspecify.annotations.NullMarked;
