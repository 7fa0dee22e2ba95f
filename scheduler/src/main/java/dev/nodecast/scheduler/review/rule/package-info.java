/** What every rule of the review is. */
@NullMarked
package dev.nodecast.scheduler.review.rule;

import org.jspecify.annotations.NullMarked;
