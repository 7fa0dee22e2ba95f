/** The simulated market in real time, and what an account keeps beside it: templates, tags, the addresses of its network. */
@NullMarked
package dev.nodecast.aws.testbed.world;

import org.jspecify.annotations.NullMarked;
