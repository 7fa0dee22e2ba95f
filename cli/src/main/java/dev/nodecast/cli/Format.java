package dev.nodecast.cli;

/** How a result is printed. */
enum Format {
    /** For people. */
    TEXT,
    /** For programs: one JSON object. */
    JSON
}
