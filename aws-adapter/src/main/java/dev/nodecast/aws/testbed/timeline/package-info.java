/** Does a recorded timeline again on a live cluster, and writes down what is seen there. */
@NullMarked
package dev.nodecast.aws.testbed.timeline;

import org.jspecify.annotations.NullMarked;
