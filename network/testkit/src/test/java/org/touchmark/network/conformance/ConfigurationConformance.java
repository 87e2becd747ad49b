package org.touchmark.network.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.touchmark.network.admin.ChannelConfiguration;
import org.touchmark.network.config.ConfigProposal;
import org.touchmark.network.msp.SigningIdentity;
import org.touchmark.network.testing.Eventually;

/** The channel's configuration: how it is read, who may change it, and what becomes of a change that nobody may make. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
abstract class ConfigurationConformance extends OnTestedLedger {
    private ChannelConfiguration configuration() throws Exception {
        return ledger().configuration(own);
    }

    /** One more policy, which nothing refers to, in the organisation's own group: a change that harms nobody. */
    private ConfigGroup withOneMorePolicy(ConfigGroup channel) {
        ConfigGroup application = channel.getGroupsOrThrow("Application");
        ConfigGroup organisation = application.getGroupsOrThrow(own);
        ConfigGroup edited = organisation.toBuilder()
                .putPolicies(freshKey(), organisation.getPoliciesOrThrow("Readers"))
                .build();
        return channel.toBuilder()
                .putGroups(
                        "Application",
                        application.toBuilder().putGroups(own, edited).build())
                .build();
    }

    private void assertRefused(ConfigProposal proposal, SigningIdentity submitter, String... onFabric)
            throws Exception {
        ChannelConfiguration configuration = configuration();
        IllegalStateException refusal =
                failure(IllegalStateException.class, () -> configuration.submit(proposal, submitter));

        if (ledger().has(Difference.TAKES_CONFIGURATION_UPDATES)) {
            assertThat(refusal).hasMessageContaining(": BAD_REQUEST ").hasMessageContainingAll(onFabric);
        } else {
            assertThat(refusal)
                    .hasMessageContaining(": NOT_IMPLEMENTED the embedded orderer takes no configuration updates");
        }
    }

    @Test
    void all_peers_tell_the_same() throws Exception {
        for (String mspId : ledger().mspIds()) {
            Eventually.await(mspId + " has the newest configuration", () -> sequence(mspId) == sequence(own));
            assertThat(ledger().configuration(mspId).current().getChannelGroup())
                    .isEqualTo(configuration().current().getChannelGroup());
        }
    }

    private long sequence(String mspId) {
        try {
            return ledger().configuration(mspId).current().getSequence();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_change_that_its_organisations_administrator_signs_is_made_or_refused_by_name() throws Exception {
        SigningIdentity admin = ledger().admin(own);
        ConfigProposal proposal =
                configuration().propose(this::withOneMorePolicy).signedBy(admin);
        long before = configuration().current().getSequence();

        if (ledger().has(Difference.TAKES_CONFIGURATION_UPDATES)) {
            configuration().submit(proposal, admin);
            assertThat(configuration().current().getSequence()).isEqualTo(before + 1);
            contract.submitTransaction("put", freshKey(), "goes on");
        } else {
            assertRefused(proposal, admin);
            assertThat(configuration().current().getSequence()).isEqualTo(before);
        }
    }

    @Test
    void a_change_that_another_organisations_administrator_signs_is_refused() throws Exception {
        SigningIdentity other = ledger().admin(second());

        assertRefused(
                configuration().propose(this::withOneMorePolicy).signedBy(other),
                other,
                "error applying config update to existing channel '" + network.getName() + "'",
                "policy for [Group]  /Channel/Application/" + own + " not satisfied");
    }

    @Test
    void a_change_that_nobody_signs_is_refused() throws Exception {
        assertRefused(configuration().propose(this::withOneMorePolicy), ledger().admin(own), "not satisfied");
    }

    @Test
    void a_change_of_a_configuration_that_has_changed_since_is_refused() throws Exception {
        SigningIdentity admin = ledger().admin(own);
        ConfigProposal late = configuration().propose(this::withOneMorePolicy).signedBy(admin);
        if (ledger().has(Difference.TAKES_CONFIGURATION_UPDATES)) {
            configuration().change(this::withOneMorePolicy, List.of(admin));
        }

        assertRefused(late, admin, "requires that key [Group]  /Channel/Application/" + own + " be at version");
    }
}
