package org.touchmark.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.touchmark.domain.answer.Verdict;
import org.touchmark.domain.batch.BatchTerms;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.gateway.answer.Answers;
import org.touchmark.gateway.label.Label;
import org.touchmark.gateway.label.Labels;
import org.touchmark.gateway.ledger.Registry;
import org.touchmark.gateway.registration.KeptBatch;

/** What asks the ledger and writes nothing. */
final class ReadRows {
    private static final int READERS = 8;

    private final Benchmark.Parts parts;
    private final Rows rows;
    private final Duration time;

    ReadRows(Benchmark.Parts parts, Rows rows, Duration time) {
        this.parts = parts;
        this.rows = rows;
        this.time = time;
    }

    /** Answers the labels of a batch's units from an index on, over and over; nothing has happened to them. */
    void answers(KeptBatch units, int from) throws InterruptedException, ExecutionException {
        Answers answers = new Answers(parts.brand().ledger(), parts.connection(), parts.roots(), parts.clock());
        Labels labels = new Labels(parts.folders(), () -> LabelOrigin.parse("id.example.com"));
        List<Label> scanned;
        try (Stream<SerialNumber> serials = parts.folders().list(units).from(from)) {
            scanned = serials.map(serial -> labels.one(parts.brand(), units, serial))
                    .toList();
        }
        IntConsumer answer = number -> {
            Verdict verdict =
                    answers.answer(scanned.get(number % scanned.size()).link()).verdict();
            if (!(verdict instanceof Verdict.Genuine)) {
                throw new IllegalStateException("A label of this run was answered with " + verdict);
            }
        };
        add("answer", "answer a label", answer);
    }

    /** Reads a batch's head, over and over. */
    void batches(BatchTerms batch) throws InterruptedException, ExecutionException {
        Registry registry = new Registry(parts.brand().ledger());
        add("read", "read a batch", number -> {
            if (registry.batch(batch.gtin(), batch.lot()).isEmpty()) {
                throw new IllegalStateException("The batch of this run is not on the ledger");
            }
        });
    }

    private void add(String id, String work, IntConsumer read) throws InterruptedException, ExecutionException {
        Sample sample = new Load(Integer.MAX_VALUE, time, READERS).run(read);
        rows.addAside(Row.of(id, work + ", " + READERS + " in flight", sample, Optional.empty()));
    }
}
