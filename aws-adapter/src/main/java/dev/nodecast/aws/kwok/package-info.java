/** A cloud of fake nodes: launching makes a Node object that kwok keeps alive. Rules: Karpenter's kwok provider. */
@NullMarked
package dev.nodecast.aws.kwok;

import org.jspecify.annotations.NullMarked;
