package org.touchmark.domain.adversary;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.touchmark.domain.codec.Bytes;
import org.touchmark.domain.codec.Sha256;

/**
 * Another provider's signatures, each checked once: the siege looks at the same hand-offs thousands of times. What was found
 * good or bad stays so, since key, message and signature are all in what is remembered.
 */
final class Remembering extends Provider {
    private static final long serialVersionUID = 1L;
    private static final int REMEMBERED = 300_000;

    /** Nobody keeps secrets here, and a secure generator takes longer than the signature. */
    private static final SecureRandom NOT_SO_SECRET = new SecureRandom() {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            ThreadLocalRandom.current().nextBytes(bytes);
        }
    };

    private final transient Provider other;
    private final transient Map<Bytes, Boolean> known = new ConcurrentHashMap<>();

    Remembering(Provider other) {
        super("Remembering", "1.0", "Signatures of " + other.getName() + ", each checked once");
        this.other = other;
        for (String algorithm : List.of("SHA256withECDSA", "Ed25519")) {
            putService(new Made(this, "Signature", algorithm));
        }
        for (String algorithm : List.of("EC", "Ed25519")) {
            putService(new Made(this, "KeyFactory", algorithm));
        }
    }

    private static final class Made extends Service {
        private final Remembering all;

        Made(Remembering all, String type, String algorithm) {
            super(all, type, algorithm, Remembering.class.getName(), null, null);
            this.all = all;
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return getType().equals("Signature")
                    ? all.new Remembered(Signature.getInstance(getAlgorithm(), all.other))
                    : all.other.getService(getType(), getAlgorithm()).newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return true;
        }
    }

    /** One signature that is made, or checked unless it was before. */
    private final class Remembered extends SignatureSpi {
        private final Signature real;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private Optional<PublicKey> key = Optional.empty();

        Remembered(Signature real) {
            this.real = real;
        }

        @Override
        protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
            key = Optional.of(publicKey);
        }

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            real.initSign(privateKey, NOT_SO_SECRET);
        }

        @Override
        protected void engineUpdate(byte one) throws SignatureException {
            message.write(one);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
            message.write(bytes, from, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            real.update(message.toByteArray());
            return real.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            PublicKey publicKey = key.orElseThrow();
            Bytes name = Sha256.of(org.touchmark.domain.codec.SignedBytes.of("remembered")
                    .bytes(Bytes.of(publicKey.getEncoded()))
                    .bytes(Bytes.of(message.toByteArray()))
                    .bytes(Bytes.of(signature))
                    .toBytes());
            Boolean before = known.get(name);
            if (before != null) {
                return before;
            }
            boolean good = verify(publicKey, signature);
            if (known.size() > REMEMBERED) {
                known.clear();
            }
            known.put(name, good);
            return good;
        }

        private boolean verify(PublicKey publicKey, byte[] signature) throws SignatureException {
            try {
                real.initVerify(publicKey);
            } catch (InvalidKeyException e) {
                throw new SignatureException(e);
            }
            real.update(message.toByteArray());
            return real.verify(signature);
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException("no parameters");
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException("no parameters");
        }
    }
}
