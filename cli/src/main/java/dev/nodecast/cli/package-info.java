/** The {@code nodecast} command: parses the command line, calls the library that does the work, prints what it says. */
@NullMarked
package dev.nodecast.cli;

import org.jspecify.annotations.NullMarked;
