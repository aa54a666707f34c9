package io.toygres.local.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

final class StartFailureTest {
    @Test
    void saysWhatFailedAndWhyButNothingTwice() {
        IOException cause = new IOException("No space left on device");

        assertThat(StartFailure.describe(
                        new CompletionException(new UncheckedIOException("The cluster did not start", cause))))
                .isEqualTo("The cluster did not start: No space left on device");
        assertThat(StartFailure.describe(new UncheckedIOException(cause))).isEqualTo(cause.toString());
    }

    @Test
    void namesTheSettingWhenAPortWasTakenMeanwhile() {
        BindException cause = new BindException("Address already in use");

        assertThat(StartFailure.describe(new UncheckedIOException("Could not listen on /127.0.0.1:41007", cause)))
                .startsWith("Could not listen on /127.0.0.1:41007: Address already in use\n")
                .endsWith("choose other ports with TOYGRES_PORT_BASE=<port>");
    }
}
