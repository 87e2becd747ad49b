package org.touchmark.gateway.label;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.touchmark.domain.error.ErrorCode;
import org.touchmark.domain.error.RefusedException;
import org.touchmark.domain.gs1.Gtin;
import org.touchmark.domain.gs1.Lot;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.gateway.member.LabelSigner;
import org.touchmark.gateway.member.Member;
import org.touchmark.gateway.problem.Problems;
import org.touchmark.gateway.registration.BatchFolders;
import org.touchmark.gateway.registration.KeptBatch;

/** The labels of the batches that hosted brands registered here. */
public final class Labels {
    private final BatchFolders folders;
    private final Supplier<LabelOrigin> origin;

    /**
     * Labels of kept batches.
     *
     * @param folders where the lists of serials are kept
     * @param origin where the labels' links lead, asked for with each label
     */
    public Labels(BatchFolders folders, Supplier<LabelOrigin> origin) {
        this.folders = folders;
        this.origin = origin;
    }

    /**
     * A brand's own batch, whose labels only it may have.
     *
     * @param brand who asks
     * @param gtin the batch's GTIN
     * @param lot the batch's lot
     * @return what is kept of it
     * @throws RefusedException BATCH_UNKNOWN
     */
    public KeptBatch require(Member brand, Gtin gtin, Lot lot) {
        return folders.find(gtin, lot)
                .filter(batch -> batch.brand().equals(brand.gln()))
                .orElseThrow(() -> new RefusedException(
                        ErrorCode.BATCH_UNKNOWN,
                        "GTIN " + gtin + " lot " + lot + ": this gateway keeps no such batch of " + brand));
    }

    /**
     * The label of one unit.
     *
     * @param brand the batch's brand
     * @param batch the batch
     * @param serial the unit's serial
     * @return its label
     * @throws RefusedException UNIT_UNKNOWN if the batch has no such serial
     */
    public Label one(Member brand, KeptBatch batch, SerialNumber serial) {
        if (!folders.has(batch, serial)) {
            throw new RefusedException(
                    ErrorCode.UNIT_UNKNOWN,
                    "serial " + serial + ": not one of GTIN " + batch.terms().gtin() + " lot "
                            + batch.terms().lot());
        }
        return printer(brand, batch).label(serial);
    }

    /**
     * The labels of a batch, in the order of its serials.
     *
     * @param brand the batch's brand
     * @param batch the batch
     * @param range which of them
     * @return the labels; to be closed, on one thread
     */
    public Stream<Label> all(Member brand, KeptBatch batch, LabelRange range) {
        LabelPrinter printer = printer(brand, batch);
        return folders.list(batch).from(range.first() - 1).limit(range.count()).map(printer::label);
    }

    private LabelPrinter printer(Member brand, KeptBatch batch) {
        Optional<LabelKeyId> keyId = batch.terms().labelKey();
        Optional<LabelSigner> signer = keyId.flatMap(id -> brand.labelKeys().flatMap(keys -> keys.find(id)));
        if (keyId.isPresent() && signer.isEmpty()) {
            throw Problems.conflict(
                            ErrorCode.LABEL_KEY_UNKNOWN.name(),
                            "the batch's labels are signed with label key " + keyId.get()
                                    + ", which this gateway does not hold")
                    .asException();
        }
        return new LabelPrinter(origin.get(), batch, signer);
    }
}
