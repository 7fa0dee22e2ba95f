/**
 * Reads the files of a result folder, row by row, and refuses what is missing, cut off or of another run with the file,
 * the line and a remedy. {@link dev.nodecast.reports.input.StoredResult} is the door.
 */
@NullMarked
package dev.nodecast.reports.input;

import org.jspecify.annotations.NullMarked;
