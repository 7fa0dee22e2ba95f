/**
 * From records to a file format: {@link dev.nodecast.scenarios.file.binding.RecordReader} reads a tree into records,
 * {@link dev.nodecast.scenarios.file.binding.RecordSchema} prints the same records as JSON Schema, so that the two
 * cannot disagree. Knows nothing of scenarios.
 */
@NullMarked
package dev.nodecast.scenarios.file.binding;

import org.jspecify.annotations.NullMarked;
