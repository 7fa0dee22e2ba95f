package dev.nodecast.scenarios.result;

import dev.nodecast.scheduler.billing.Invoice;
import dev.nodecast.scheduler.billing.InvoiceLine;
import dev.nodecast.scheduler.billing.LineItem;
import dev.nodecast.sim.world.measure.RunResult;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bill by local day: what each day's invoice has more than that of the day before. */
final class DailyCosts {

    private final RunFiles.Run run;
    private final RunResult result;
    private Map<LineItem, InvoiceLine> before = Map.of();

    DailyCosts(RunFiles.Run run, RunResult result) {
        this.run = run;
        this.result = result;
    }

    void write(CsvWriter out) throws IOException {
        long dayBeginsNs = 0;
        for (RunResult.DatedInvoice invoice : result.invoices()) {
            writeDay(out, dayBeginsNs, invoice.invoice());
            dayBeginsNs = invoice.atNs();
        }
        writeDay(out, dayBeginsNs, result.invoice());
    }

    private void writeDay(CsvWriter out, long dayBeginsNs, Invoice invoice) throws IOException {
        LocalDate date = run.start().plusNanos(dayBeginsNs).atZone(run.zone()).toLocalDate();
        Map<LineItem, InvoiceLine> lines = new LinkedHashMap<>(before);
        for (InvoiceLine line : invoice.lines()) {
            lines.put(line.item(), line);
            InvoiceLine earlier = before.get(line.item());
            long microUsd = line.amountMicroUsd() - (earlier == null ? 0 : earlier.amountMicroUsd());
            long metered = line.quantity().metered()
                    - (earlier == null ? 0 : earlier.quantity().metered());
            if (microUsd != 0 || metered != 0) {
                writeLine(out, date, line, (double) metered / line.quantity().per(), microUsd);
            }
        }
        before = lines;
    }

    private void writeLine(CsvWriter out, LocalDate date, InvoiceLine line, double quantity, long microUsd)
            throws IOException {
        LineItem item = line.item();
        out.text(run.id())
                .text(date.toString())
                .text(line.category().text())
                .text(item.nodePool())
                .text(item.instanceType())
                .text(item.capacityType())
                .text(item.zone())
                .text(item.name())
                .decimal(quantity)
                .text(line.quantity().unit())
                .usd(microUsd)
                .end();
    }
}
