package org.touchmark.domain.gs1;

/** One unit in the world: its GTIN and its serial (an SGTIN; GS1 General Specifications, section 2.1.1). */
public record UnitId(Gtin gtin, SerialNumber serial) {
    /** Both in GS1's human readable form, such as {@code (01)09506000134352(21)ABC}. */
    @Override
    public String toString() {
        return "(01)" + gtin + "(21)" + serial;
    }
}
