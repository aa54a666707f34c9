package io.toygres.e2e.api;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes passwords that break whatever puts them unquoted into a shell, SQL, JSON, YAML, a URL or a connection string. */
public final class SpecialPassword {

    /** In every password made here and nowhere else, in a form that no quoting changes: what leaked can be searched for. */
    public static final String MARKER = "Sesam0effneDich";

    /** Every printable ASCII character that is no letter or digit, and some that are not ASCII. */
    private static final String SPECIAL = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ äß€漢🐘";

    private SpecialPassword() {}

    public static Password random() {
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        return new Password(MARKER + SPECIAL + "$(id)${HOME}%s\\n--" + unique);
    }
}
