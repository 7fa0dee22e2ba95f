/** The shell commands {@code nodecast} and {@code mvnw}, started as users start them. */
@NullMarked
package dev.nodecast.launcher;

import org.jspecify.annotations.NullMarked;
