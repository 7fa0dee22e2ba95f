/** Where queue lengths are read: the sources that KEDA's triggers of the same names read, with their settings. */
@NullMarked
package dev.nodecast.aws.autoscale.source;

import org.jspecify.annotations.NullMarked;
