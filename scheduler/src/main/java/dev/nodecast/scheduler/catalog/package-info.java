/**
 * What EC2 sells and what it costs, region by region, dated and with sources: instance facts, on-demand prices, estimates of
 * spot prices, service rates, and a user's own prices over them.
 *
 * <p>Start with {@link dev.nodecast.scheduler.catalog.Catalogue}; {@link dev.nodecast.scheduler.catalog.PriceBook} puts a
 * user's prices over a region's, {@link dev.nodecast.scheduler.catalog.InstanceTypes} turns both into the model that
 * scheduling works with.
 */
@NullMarked
package dev.nodecast.scheduler.catalog;

import org.jspecify.annotations.NullMarked;
