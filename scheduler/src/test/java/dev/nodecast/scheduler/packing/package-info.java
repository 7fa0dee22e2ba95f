@NullMarked
package dev.nodecast.scheduler.packing;

import org.jspecify.annotations.NullMarked;
