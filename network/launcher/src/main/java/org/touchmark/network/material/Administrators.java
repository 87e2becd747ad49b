package org.touchmark.network.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.touchmark.network.msp.SigningIdentities;
import org.touchmark.network.msp.SigningIdentity;

/** The administrators whose keys are in a network's folder: by the slug of their organisation. */
public final class Administrators {
    private final Path folder;

    /** Those of the network in that folder. */
    public Administrators(Path folder) {
        this.folder = folder;
    }

    /**
     * The administrator of an organisation.
     *
     * @throws IOException if there is none; the message names those that there are
     */
    public SigningIdentity of(String slug) throws IOException {
        Path own = folder.resolve(MaterialFolder.ADMINS).resolve(slug);
        if (!slugs().contains(slug)) {
            throw new IOException(
                    "No administrator of %s has keys in %s; there are %s.".formatted(slug, folder, slugs()));
        }
        return SigningIdentities.load(mspId(slug), own.resolve(Enrolments.CERTIFICATE), own.resolve(Enrolments.KEY));
    }

    /** All that there are. */
    public List<String> slugs() throws IOException {
        Path all = folder.resolve(MaterialFolder.ADMINS);
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(Files::isDirectory)
                    .map(own -> own.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /** The MSP id of an organisation. */
    public String mspId(String slug) throws IOException {
        MaterialFolder material = new MaterialFolder(folder);
        if (slug.equals(MaterialFolder.ORDERER_ADMIN)) {
            return material.consortium().organisations().stream()
                    .filter(organisation -> !organisation.orderers().isEmpty())
                    .map(Consortium.Organisation::msp)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the consortium has no orderers"));
        }
        return Introductions.organisation(material.shared().resolve("organisation-" + slug + ".json"))
                .msp()
                .id();
    }
}
