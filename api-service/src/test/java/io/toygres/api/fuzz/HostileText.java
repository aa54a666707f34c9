package io.toygres.api.fuzz;

import java.util.List;
import java.util.Random;

/** Text that programs have stumbled over. */
final class HostileText {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\n",
            "null",
            "0",
            "-1",
            "1e999",
            "true",
            "[]",
            "{}",
            "a\u0000b",
            "\uFEFFbom",
            "\uD83D\uDC18",
            "e\u0301\u0302\u0303",
            "\u202Egnp.exe",
            "\uFFFF",
            "I\u0307",
            "'; DROP TABLE cms.images; --",
            "\"; --",
            "$(reboot)",
            "`id`",
            "${jndi:ldap://127.0.0.1/x}",
            "%00",
            "%s%n%x",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "{{7*7}}",
            "-oProxyCommand=x",
            "a,b=c;d",
            "2026-13-45T99:99:99Z",
            "9999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(64),
            "x".repeat(300),
            "x".repeat(5000));

    private HostileText() {}

    static String any(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
