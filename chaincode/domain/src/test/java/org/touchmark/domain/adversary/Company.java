package org.touchmark.domain.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A company as votes have made it: its forms one after the other, of which the last stands. */
final class Company {
    final String gln;
    final String msp;
    final List<Form> forms = new ArrayList<>();

    Company(String gln, String msp, Form first) {
        this.gln = gln;
        this.msp = msp;
        forms.add(first);
    }

    /** How it stood between two votes. */
    record Form(
            String name, String key, Set<String> roles, Set<String> prefixes, boolean suspended, Set<String> votes) {
        Form {
            roles = Set.copyOf(roles);
            prefixes = Set.copyOf(prefixes);
            votes = Set.copyOf(votes);
        }

        /** The same but for who voted for it, and whether it is suspended. */
        boolean isLike(Form other) {
            return name.equals(other.name)
                    && key.equals(other.key)
                    && roles.equals(other.roles)
                    && prefixes.equals(other.prefixes);
        }

        boolean lacksSomethingOf(Form before) {
            return !key.equals(before.key)
                    || !roles.containsAll(before.roles)
                    || !prefixes.containsAll(before.prefixes);
        }

        Form of(boolean nowSuspended, Set<String> by) {
            return new Form(name, key, roles, prefixes, nowSuspended, by);
        }

        boolean owns(String number) {
            return prefixes.stream().anyMatch(prefix -> number.startsWith(prefix, 1));
        }
    }

    Form form() {
        return forms.get(forms.size() - 1);
    }

    int version() {
        return forms.size();
    }

    /** The roles that count for a caller with these in its certificate. */
    Set<String> roles(Set<String> certified) {
        return form().roles().stream().filter(certified::contains).collect(Collectors.toSet());
    }
}
