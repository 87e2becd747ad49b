package org.touchmark.gateway.label;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.touchmark.domain.gs1.Gs1Date;
import org.touchmark.domain.gs1.SerialNumber;
import org.touchmark.domain.gs1.UnitId;
import org.touchmark.domain.label.DigitalLink;
import org.touchmark.domain.label.LabelClaim;
import org.touchmark.domain.label.LabelKeyId;
import org.touchmark.domain.label.LabelOrigin;
import org.touchmark.domain.trust.Ed25519Signer;
import org.touchmark.gateway.member.LabelSigner;
import org.touchmark.gateway.registration.KeptBatch;

/** Makes the labels of one batch, on one thread. */
final class LabelPrinter {
    private final LabelOrigin origin;
    private final KeptBatch batch;
    private final @Nullable LabelKeyId keyId;
    private final @Nullable Ed25519Signer signer;

    LabelPrinter(LabelOrigin origin, KeptBatch batch, Optional<LabelSigner> key) {
        this.origin = origin;
        this.batch = batch;
        this.keyId = key.map(LabelSigner::keyId).orElse(null);
        this.signer = key.map(LabelSigner::signer).orElse(null);
    }

    Label label(SerialNumber serial) {
        if (keyId == null || signer == null) {
            return new Label(
                    DigitalLink.compact(origin, new UnitId(batch.terms().gtin(), serial)));
        }
        LabelClaim claim = new LabelClaim(
                batch.terms().gtin(),
                batch.terms().lot(),
                serial,
                batch.terms().expiry().map(Gs1Date::of).orElse(null),
                batch.secret(serial));
        return new Label(DigitalLink.signed(origin, claim, claim.sign(keyId, signer)));
    }
}
