/** Instance types as files list them: what pools can buy where it is not the bundled catalogue. */
@NullMarked
package dev.nodecast.scheduler.catalog.list;

import org.jspecify.annotations.NullMarked;
