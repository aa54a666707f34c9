package io.toygres.api.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.net.URI;
import org.eclipse.microprofile.config.ConfigProvider;

/** What operators ask, at the port that is theirs. */
public final class Management {

    private Management() {}

    public static Response get(String path) {
        return given().accept("*/*").get(address(path));
    }

    /** In the text format of Prometheus. */
    public static String metrics() {
        return given().accept("text/plain").get(address("/q/metrics")).asString();
    }

    private static URI address(String path) {
        return ConfigProvider.getConfig()
                .getValue("test.management.url", URI.class)
                .resolve(path);
    }
}
