/** Writes a report's files: all of them or none. */
@NullMarked
package dev.nodecast.reports.output;

import org.jspecify.annotations.NullMarked;
