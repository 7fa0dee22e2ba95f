package dev.nodecast.scheduler.catalog;

import dev.nodecast.scheduler.billing.BillingMonth;
import dev.nodecast.scheduler.billing.ServiceItem;
import dev.nodecast.scheduler.billing.UnitRate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A region's prices of {@link ServiceRate}s. All rates are there. */
public final class ServiceRates {

    private final String region;
    private final Map<ServiceRate, Price> prices;

    ServiceRates(String region, Map<ServiceRate, Price> prices) {
        this.region = region;
        this.prices = Collections.unmodifiableMap(new EnumMap<>(prices));
    }

    public Price price(ServiceRate rate) {
        Price price = prices.get(rate);
        if (price == null) {
            throw new IllegalStateException("no price of " + rate + " in " + region);
        }
        return price;
    }

    /**
     * What to give to {@link dev.nodecast.scheduler.billing.Meter#use}, which then counts seconds for rates per hour, bytes
     * for rates per GiB, and GiB-seconds (IOPS-seconds, MiB/s-seconds) for rates per month.
     */
    public ServiceItem item(ServiceRate rate, BillingMonth month) {
        long microUsd = price(rate).microUsd();
        UnitRate unitRate = switch (rate.metered()) {
            case PER_HOUR -> UnitRate.perHour(microUsd);
            case PER_GIB -> UnitRate.perGib(microUsd);
            case GIB_MONTH -> UnitRate.perMonth(microUsd, "GiB", month);
            case IOPS_MONTH -> UnitRate.perMonth(microUsd, "IOPS", month);
            case MIBPS_MONTH -> UnitRate.perMonth(microUsd, "MiBps", month);
        };
        return new ServiceItem(rate.category(), rate.title(), unitRate);
    }

    /** The same with some prices replaced. */
    public ServiceRates with(Map<ServiceRate, Price> replaced) {
        Map<ServiceRate, Price> all = new EnumMap<>(prices);
        all.putAll(replaced);
        return new ServiceRates(region, all);
    }
}
