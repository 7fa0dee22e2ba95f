/** A Redis server with nothing but collections and their lengths, for trying autoscaling by queue length without one. */
@NullMarked
package dev.nodecast.aws.testbed.redis;

import org.jspecify.annotations.NullMarked;
