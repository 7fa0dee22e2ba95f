/** What the controller asks of a cloud beyond the scheduler's port: to begin, to say how it is, and to end. */
@NullMarked
package dev.nodecast.aws.cloud;

import org.jspecify.annotations.NullMarked;
