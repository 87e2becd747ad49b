package org.touchmark.network.ca;

/** A certificate as a CA's books have it, with its text. */
record BookedCertificate(IssuedCertificate issued, String pem) {}
