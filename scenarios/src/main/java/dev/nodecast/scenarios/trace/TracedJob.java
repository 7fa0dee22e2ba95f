package dev.nodecast.scenarios.trace;

import java.util.OptionalLong;

/**
 * One job of a trace.
 *
 * @param id identifier, unique within the trace
 * @param submitNs when it was submitted, since the trace's start
 * @param serviceNs how long it ran; empty if it was still running when the trace ended
 * @param demand what it asked for
 * @param notes what else the source says
 */
public record TracedJob(String id, long submitNs, OptionalLong serviceNs, JobDemand demand, JobNotes notes) {}
