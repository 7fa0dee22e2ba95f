package dev.nodecast.scenarios.market;

/** What happens when a trace ends before the scenario does. */
public enum AfterTrace {
    /** Its last value holds. */
    HOLD,
    /** It begins again. */
    REPEAT
}
