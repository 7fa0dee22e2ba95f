/**
 * Journals in files: the records of {@code scheduler}'s loops as lines of JSON, compressed and in files of limited size. Open
 * {@link dev.nodecast.scenarios.journal.JournalWriter} first, then {@link dev.nodecast.scenarios.journal.JournalReader}.
 */
@NullMarked
package dev.nodecast.scenarios.journal;

import org.jspecify.annotations.NullMarked;
