package org.touchmark.scanner.party;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import org.touchmark.domain.gs1.Sscc;

/** What a report is about. */
public sealed interface ReportSubject {

    /** A unit, by what its label's code says. */
    record ByLink(String link) implements ReportSubject {
        @Override
        public ObjectNode json() {
            return JsonNodeFactory.instance.objectNode().put("link", link);
        }

        @Override
        public String toString() {
            return "the unit of " + link;
        }
    }

    /** A unit, by its serial; for the brand, which alone can tell a unit's digest from its serial. */
    record BySerial(BatchKey batch, String serial) implements ReportSubject {
        @Override
        public ObjectNode json() {
            return new Whole(batch).json().put("serial", serial);
        }

        @Override
        public String toString() {
            return batch + " serial " + serial;
        }
    }

    /** Every unit of a batch. */
    record Whole(BatchKey batch) implements ReportSubject {
        @Override
        public ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("gtin", batch.gtin().digits())
                    .put("lot", batch.lot().value());
        }

        @Override
        public String toString() {
            return "the whole batch, " + batch;
        }
    }

    /** A container with all that is in it. */
    record OfContainer(Sscc sscc) implements ReportSubject {
        @Override
        public ObjectNode json() {
            return JsonNodeFactory.instance.objectNode().put("sscc", sscc.digits());
        }

        @Override
        public String toString() {
            return "container " + sscc.digits();
        }
    }

    /** The subject as the gateway takes it in a body. */
    ObjectNode json();

    /** The same as a query. */
    default String query() {
        return json().properties().stream()
                .map(field ->
                        field.getKey() + "=" + BatchKey.encoded(field.getValue().asText()))
                .collect(Collectors.joining("&", "?", ""));
    }
}
