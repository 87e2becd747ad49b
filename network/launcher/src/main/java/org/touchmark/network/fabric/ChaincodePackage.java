package org.touchmark.network.fabric;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A chaincode package for a chaincode that runs as a service: what peers install, though the chaincode itself is
 * elsewhere (core/chaincode/persistence/chaincode_package.go). The same label gives the same bytes on every machine,
 * so that its id is known before any peer has it.
 *
 * @param id label and SHA-256 of the bytes (core/chaincode/persistence/persistence.go, PackageID)
 */
public record ChaincodePackage(String id, ByteString bytes) {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int CHECKSUM_OFFSET = 148;
    private static final int CHECKSUM_BYTES = 8;

    /** An address that is the builder's to fill in, so that two peers of an organisation may share one package. */
    public static final String PEERS_OWN = "{{.address}}";

    private static final String CONNECTION = "{\"address\":\"%s\",\"dial_timeout\":\"10s\",\"tls_required\":false}\n";
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]+([.+_-][A-Za-z0-9]+)*");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.-]{1,253}:[0-9]{1,5}");

    /** A package of type {@code ccaas} whose server is where the peer's own settings say. */
    static ChaincodePackage service(String label) {
        return service(label, PEERS_OWN);
    }

    /**
     * A package of type {@code ccaas}.
     *
     * @param label a chaincode's name and version, such as {@code touchmark_1.1}
     * @param address of its server, {@code HOST:PORT}, or {@link #PEERS_OWN}
     */
    public static ChaincodePackage service(String label, String address) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "label '" + label + "': must be letters and digits, joined by one of . + - _");
        }
        if (!address.equals(PEERS_OWN) && !ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException("address '" + address + "': must be HOST:PORT");
        }
        byte[] code = tarGz(Map.of("connection.json", text(CONNECTION.formatted(address))));
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("metadata.json", text("{\"type\":\"ccaas\",\"label\":\"" + label + "\"}\n"));
        content.put("code.tar.gz", code);
        byte[] bytes = tarGz(content);
        return new ChaincodePackage(label + ":" + HexFormat.of().formatHex(sha256(bytes)), ByteString.copyFrom(bytes));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tarGz(Map<String, byte[]> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new StoredGzip(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.write(header(file.getKey(), file.getValue().length));
                out.write(file.getValue());
                out.write(new byte[(BLOCK - file.getValue().length % BLOCK) % BLOCK]);
            }
            out.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** A header of the ustar format (POSIX.1-1988), without owner and time, which would differ between machines. */
    private static byte[] header(String name, int length) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(
                header,
                NAME_BYTES,
                "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(length) + "00000000000\0");
        Arrays.fill(header, CHECKSUM_OFFSET, CHECKSUM_OFFSET + CHECKSUM_BYTES, (byte) ' ');
        put(header, CHECKSUM_OFFSET + CHECKSUM_BYTES, "0");
        put(header, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte value : header) {
            sum += Byte.toUnsignedInt(value);
        }
        put(header, CHECKSUM_OFFSET, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Stores instead of compressing: what compression makes depends on the machine's zlib. */
    private static final class StoredGzip extends GZIPOutputStream {
        StoredGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }
}
