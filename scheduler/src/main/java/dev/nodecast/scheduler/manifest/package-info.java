/**
 * The one reader from Kubernetes manifests into the model; start with
 * {@link dev.nodecast.scheduler.manifest.ManifestReader}. It checks what the API server would check, converts v1beta1
 * forms with a warning, and goes on after a problem so that all are reported at once.
 */
@NullMarked
package dev.nodecast.scheduler.manifest;

import org.jspecify.annotations.NullMarked;
