package org.touchmark.network.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.touchmark.network.admin.ChannelAccess;
import org.touchmark.network.material.Administrators;
import org.touchmark.network.msp.SigningIdentity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who acts on a channel. */
final class ProposalOptions {
    @Mixin
    private StateOption state = new StateOption();

    @Option(
            names = "--as",
            paramLabel = "SLUG",
            description = "The organisation whose administrator acts; may be left out where the state folder has one"
                    + " alone. \"orderer\" is the ordering organisation.")
    private @Nullable String slug;

    Path network() {
        return state.folder().network();
    }

    SigningIdentity admin() throws IOException {
        return new Administrators(network()).of(chosen());
    }

    ChannelAccess open() throws IOException {
        return ChannelAccess.open(network(), chosen());
    }

    private String chosen() throws IOException {
        if (slug != null) {
            return slug;
        }
        List<String> known = new Administrators(network()).slugs();
        if (known.size() != 1) {
            throw new IOException("Say for which organisation you act: --as with one of " + known + ".");
        }
        return known.get(0);
    }
}
