/**
 * From bytes to rows: opens trace files, refuses what is empty, binary or cut off, and parses CSV, JSON, numbers and
 * timestamps so that every complaint names the file, the line, what was found, what was expected and the remedy.
 */
@NullMarked
package dev.nodecast.scenarios.trace.source;

import org.jspecify.annotations.NullMarked;
