package io.toygres.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class DelegationKeyTest {

    private static final String ANSWER = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?><UserDelegationKey>\\
            <SignedOid>70796772-6573-4000-8000-74656e616e74</SignedOid><SignedTid>70796772-6573-4000-8000-74656e616e74</SignedTid>\\
            <SignedStart>2026-11-30T23:17:56Z</SignedStart><SignedExpiry>2026-12-01T05:18:56Z</SignedExpiry>\\
            <SignedService>b</SignedService><SignedVersion>2026-06-06</SignedVersion>\\
            <Value>dhV1AjWPCzluNgScsm9niXD73K7v0PwNyxbrhB1k3HA=</Value></UserDelegationKey>""";

    /** Azurite 3.37 took this one, until it expired. */
    private static final String SIGNATURE =
            "sv=2020-12-06&sr=c&sp=rcwdl&st=2026-11-30T23%3A17%3A56Z&se=2026-12-01T05%3A18%3A56Z"
                    + "&skoid=70796772-6573-4000-8000-74656e616e74&sktid=70796772-6573-4000-8000-74656e616e74"
                    + "&skt=2026-11-30T23%3A17%3A56Z&ske=2026-12-01T05%3A18%3A56Z&sks=b&skv=2026-06-06"
                    + "&sig=%2FsmcTi0RKYp9oTQZ13cLXzvK0ackgB%2FHTAX3%2BUaUMvw%3D";

    @Test
    void signsWhatAzuriteTakes() {
        DelegationKey key = DelegationKey.parse(ANSWER);

        assertThat(key.sharedAccessSignature(URI.create("https://devstoreaccount1.blob.core.windows.net/images"))
                        .value())
                .isEqualTo(SIGNATURE);
    }

    @Test
    void doesNotShowItsSecret() {
        assertThat(DelegationKey.parse(ANSWER).toString()).doesNotContain("dhV1AjWP");
    }

    @Test
    void anAnswerWithoutAKeyIsNone() {
        assertThatThrownBy(() -> DelegationKey.parse("<Error><Code>AuthorizationFailure</Code></Error>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SignedOid");
    }
}
