package dev.nodecast.scheduler.billing;

/**
 * One line of an invoice.
 *
 * @param quantity what is charged for
 * @param free instance time that costs nothing because EC2 interrupted the instance in its first hour; 0 elsewhere
 * @param amountMicroUsd rounded half-even to whole micro-USD, here and nowhere else
 */
public record InvoiceLine(LineItem item, Quantity quantity, Quantity free, long amountMicroUsd) {

    static final long SECONDS_PER_HOUR = 3_600;

    public Category category() {
        return item.category();
    }
}
