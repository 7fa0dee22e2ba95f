/** What holds for the whole system: who may depend on whom, and what may never reach a decision. */
@NullMarked
package dev.nodecast.architecture;

import org.jspecify.annotations.NullMarked;
