package io.toygres.api.webhook.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverTest {

    @Test
    void takesAUrlApart() {
        assertThat(Receiver.parse("https://hooks.example.com"))
                .isEqualTo(new Receiver(true, "hooks.example.com", 443, "/"));
        assertThat(Receiver.parse("HTTPS://hooks.example.com:8443/a%20b?c=d%0d%0a"))
                .isEqualTo(new Receiver(true, "hooks.example.com", 8443, "/a%20b?c=d%0d%0a"));
        assertThat(Receiver.parse("http://[2001:db8::1]/x")).isEqualTo(new Receiver(false, "2001:db8::1", 80, "/x"));
    }

    @Test
    void namesTheHostAsTheUrlDoes() {
        assertThat(Receiver.parse("https://hooks.example.com/x").authority()).isEqualTo("hooks.example.com");
        assertThat(Receiver.parse("https://hooks.example.com:443/x").authority())
                .isEqualTo("hooks.example.com");
        assertThat(Receiver.parse("https://hooks.example.com:444/x").authority())
                .isEqualTo("hooks.example.com:444");
        assertThat(Receiver.parse("https://[2001:db8::1]:444/x").authority()).isEqualTo("[2001:db8::1]:444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "//hooks.example.com/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "https:hooks.example.com",
                "https:///x",
                "https://:443/",
                "https://user@hooks.example.com/",
                "https://user:secret@hooks.example.com/",
                "https://hooks.example.com/#part",
                "https://hooks.example.com/ x",
                "https://hooks.example.com/\r\nHost: other",
                "https://hooks.exämple.com/",
                "https://hooks.example.com:port/",
                "https://hooks.example.com\\@other/"
            })
    void refusesWhatIsNoUrlOfAReceiver(String url) {
        assertThatThrownBy(() -> Receiver.parse(url)).isInstanceOf(IllegalArgumentException.class);
    }
}
