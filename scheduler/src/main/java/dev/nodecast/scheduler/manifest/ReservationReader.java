package dev.nodecast.scheduler.manifest;

import dev.nodecast.scheduler.manifest.tree.Fields;
import dev.nodecast.scheduler.manifest.tree.ManifestRule;
import dev.nodecast.scheduler.model.CapacityReservation;
import dev.nodecast.scheduler.model.CapacityReservation.Term;
import dev.nodecast.scheduler.model.Labels;
import dev.nodecast.scheduler.model.Offering.Reservation;
import java.util.List;
import java.util.Map;

/** Reads the capacity reservations of EC2NodeClasses. Source of fields and rules: the CRD of karpenter-provider-aws. */
final class ReservationReader {

    private static final String TERMS = "capacityReservationSelectorTerms";
    private static final int MAX_TERMS = 30;
    private static final Map<String, String> CRITERIA = Words.themselves("open", "targeted");

    private ReservationReader() {}

    /** The terms that select reservations. */
    static List<Term> terms(Fields spec) {
        List<Term> terms = spec.maps(TERMS, ReservationReader::term);
        if (terms.size() > MAX_TERMS) {
            spec.add(spec.problem(ManifestRule.OUT_OF_RANGE, "there are too many `" + TERMS + "`")
                    .found(terms.size() + " terms")
                    .expected("at most " + MAX_TERMS));
        }
        return terms;
    }

    private static Term term(Fields fields) {
        Term term = new Term(
                fields.text("id").orElse(""),
                Labels.of(fields.textMap("tags")),
                fields.text("ownerID").orElse(""),
                fields.oneOf("instanceMatchCriteria", CRITERIA).orElse(""));
        check(fields, term);
        return term;
    }

    private static void check(Fields fields, Term term) {
        boolean byCriterion = fields.has("tags") || fields.has("instanceMatchCriteria");
        if (term.id().isEmpty() && !byCriterion) {
            fields.add(fields.problem(ManifestRule.MISSING_FIELD, "a term must say which reservations it means")
                    .found("none of id, tags and instanceMatchCriteria")
                    .expected("`id: cr-…`, or `tags` or `instanceMatchCriteria`"));
        }
        if (!term.id().isEmpty() && (byCriterion || !term.owner().isEmpty())) {
            fields.add(fields.problem(ManifestRule.INCONSISTENT, "`id` stands alone in a term")
                    .found("id with other fields")
                    .expected("`id` only, or a term of its own for the other fields"));
        }
        if (!term.id().isEmpty() && !term.id().matches("cr-[0-9a-z]+")) {
            fields.add(fields.problem(ManifestRule.MALFORMED, "this is not the id of a capacity reservation")
                    .found("`" + term.id() + "`")
                    .expected("an id such as cr-0123456789abcdef0"));
        }
    }

    /** The reservations that a cluster's controller has found, from the status. */
    static List<CapacityReservation> found(Fields status) {
        StatusFields.ignoreUnknown(status);
        return status.maps("capacityReservations", ReservationReader::reservation);
    }

    private static CapacityReservation reservation(Fields fields) {
        StatusFields.ignoreUnknown(fields);
        return new CapacityReservation(
                fields.text("id").orElse(""),
                fields.text("instanceType").orElse(""),
                fields.text("availabilityZone").orElse(""),
                fields.text("reservationType").orElse(Reservation.DEFAULT),
                fields.bool("interruptible").orElse(false),
                fields.text("state").orElse("active").equals("expiring"),
                fields.text("ownerID").orElse(""),
                fields.text("instanceMatchCriteria").orElse(""),
                Labels.NONE);
    }
}
