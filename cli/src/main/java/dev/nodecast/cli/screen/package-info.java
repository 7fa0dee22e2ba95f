/** What a person reads on the terminal: one screen for each result. */
@NullMarked
package dev.nodecast.cli.screen;

import org.jspecify.annotations.NullMarked;
