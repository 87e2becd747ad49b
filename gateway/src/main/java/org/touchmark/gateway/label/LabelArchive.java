package org.touchmark.gateway.label;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.touchmark.domain.list.SpreadsheetText;

/** A ZIP of label pictures, written as they are made, with a list that says which picture is which unit's. */
public final class LabelArchive {
    /** Pictures in one archive: its directory and its list are in memory until it ends. */
    public static final int MAX_LABELS = 100_000;

    private LabelArchive() {}

    /**
     * Writes an archive.
     *
     * @param labels the labels
     * @param format how their pictures are written
     * @param out where to; left open
     * @throws IOException if the receiver goes away
     */
    public static void write(Stream<Label> labels, LabelFormat format, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        StringBuilder list = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(list, CSVFormat.RFC4180)) {
            csv.printRecord("file", "serial", "link");
            int number = 0;
            for (Iterator<Label> all = labels.iterator(); all.hasNext(); ) {
                Label label = all.next();
                number++;
                String file = fileName(number, label, format);
                store(zip, file, format.write(label.picture()));
                csv.printRecord(
                        file,
                        SpreadsheetText.written(label.serial().value()),
                        label.link().uri());
            }
        }
        zip.putNextEntry(new ZipEntry("labels.csv"));
        zip.write(list.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    // Stored: PNG is compressed already, and a batch's archive would take ten times as long.
    private static void store(ZipOutputStream zip, String file, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(file);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    // The number keeps names apart where a file system takes "a" and "A", or the sign put for '/', for the same.
    private static String fileName(int number, Label label, LabelFormat format) {
        String serial = label.serial().value().replaceAll("[^A-Za-z0-9_-]", "_");
        return String.format("%07d-%s.%s", number, serial, format.extension());
    }
}
