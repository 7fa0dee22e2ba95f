package dev.nodecast.aws.controller;

import dev.nodecast.scheduler.journal.Decision;
import dev.nodecast.scheduler.port.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes decisions into the log. */
final class DecisionNotes implements Journal {

    private static final Logger LOG = LoggerFactory.getLogger("dev.nodecast.decision");

    @Override
    public void record(long nowNs, Decision decision) {
        LOG.atLevel(decision instanceof Decision.PodUnschedulable ? Level.DEBUG : Level.INFO)
                .setMessage(decision.getClass().getSimpleName())
                .addKeyValue("decision", decision)
                .log();
    }
}
