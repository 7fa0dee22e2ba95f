package dev.nodecast.scheduler.billing;

/** The sections of an invoice. {@link #COMPUTE} is the instances of node pools; everything else stands beside it. */
public enum Category {
    COMPUTE("compute"),
    SYSTEM_NODES("system-nodes"),
    CONTROL_PLANE("control-plane"),
    STORAGE("storage"),
    DATA("data"),
    /** What was committed to and no instance used: of a Savings Plan, of capacity reservations. */
    COMMITMENT("commitment");

    private final String text;

    Category(String text) {
        this.text = text;
    }

    /** As result files write it. */
    public String text() {
        return text;
    }
}
