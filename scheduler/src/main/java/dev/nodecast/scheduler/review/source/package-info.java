/**
 * Readers of what a review looks at beside Kubernetes objects: Terraform, shell commands, PromQL, Markdown. Each gives a
 * plain structure with marks that point into the original file; none evaluates anything.
 */
@NullMarked
package dev.nodecast.scheduler.review.source;

import org.jspecify.annotations.NullMarked;
