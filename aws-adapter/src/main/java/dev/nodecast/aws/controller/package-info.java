/** The controller's wiring and operation: who acts, how it is seen from outside, how it begins and ends. Open first: {@link dev.nodecast.aws.controller.Controller}. */
@NullMarked
package dev.nodecast.aws.controller;

import org.jspecify.annotations.NullMarked;
