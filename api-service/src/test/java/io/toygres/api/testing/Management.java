package io.toygres.api.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;

/** What operators ask, at the port that is theirs. */
public final class Management {

    private Management() {}

    public static Response get(String path) {
        return given().accept("*/*")
                .get(ConfigProvider.getConfig().getValue("test.management.url", String.class) + path);
    }

    public static String metrics() {
        return get("/q/metrics").asString();
    }
}
