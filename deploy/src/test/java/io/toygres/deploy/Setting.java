package io.toygres.deploy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One setting that a service reads.
 *
 * @param property such as {@code toygres.resend.after}
 * @param services that read it
 * @param type such as {@code Duration}
 * @param preset the default; absent also for what is optional
 * @param text its Javadoc, as Markdown in one line; empty when there is none
 */
record Setting(
        String property, Set<String> services, String type, Optional<String> preset, boolean optional, String text) {

    Setting {
        services = Set.copyOf(services);
    }

    boolean required() {
        return preset.isEmpty() && !optional;
    }

    /** Such as {@code TOYGRES_RESEND_AFTER}: microprofile.io/specifications/config, "Environment Variables Mapping Rules". */
    String variable() {
        return variable(property);
    }

    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
