package dev.nodecast.scenarios.experiment;

/** Told how far the work has come. Called from several threads. */
@FunctionalInterface
public interface Progress {

    Progress NONE = share -> {};

    /** A further part of the whole is done; all parts add up to 1. */
    void advanced(double share);
}
