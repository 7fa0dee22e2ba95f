package dev.nodecast.scheduler.model;

/**
 * A PriorityClass.
 *
 * @param globalDefault whether pods without a class have this one
 * @param preempts preemptionPolicy PreemptLowerPriority (the default), else Never
 */
public record PriorityClass(String name, int value, boolean globalDefault, boolean preempts) {}
