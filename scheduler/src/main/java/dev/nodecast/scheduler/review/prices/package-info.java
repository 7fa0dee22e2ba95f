/** Rules about prices and facts that comments and tables claim. */
@NullMarked
package dev.nodecast.scheduler.review.prices;

import org.jspecify.annotations.NullMarked;
