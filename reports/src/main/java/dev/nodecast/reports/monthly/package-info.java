/**
 * The monthly report: what a month of a run cost, how long jobs waited and why GPUs were idle.
 * {@link dev.nodecast.reports.monthly.MonthlyReport} reads like its abstract: {@link
 * dev.nodecast.reports.monthly.MonthlyFigures} are the numbers, the {@code …Section} classes say them.
 */
@NullMarked
package dev.nodecast.reports.monthly;

import org.jspecify.annotations.NullMarked;
