/** Charts as SVG that stands in a page: drawn by JFreeChart, with colours that colour-blind readers can tell apart. */
@NullMarked
package dev.nodecast.reports.chart;

import org.jspecify.annotations.NullMarked;
