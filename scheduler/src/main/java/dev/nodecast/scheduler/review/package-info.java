/**
 * Reviews a system as it is written down: Kubernetes objects, Terraform, installation commands, queries and documents, all
 * together. Start with {@link dev.nodecast.scheduler.review.Review}; {@link dev.nodecast.scheduler.review.Rules} lists what
 * is looked for.
 */
@NullMarked
package dev.nodecast.scheduler.review;

import org.jspecify.annotations.NullMarked;
