/**
 * A page that people read: sections of tables, charts and notes, rendered by a template that escapes every text into one
 * HTML file that needs nothing else. It knows nothing of what it shows, so every report can use it.
 */
@NullMarked
package dev.nodecast.reports.page;

import org.jspecify.annotations.NullMarked;
