package io.toygres.api.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class LoginIT {

    private static final String COOKIE = "toygres-session";

    @Test
    void theFormGivesACookieThatOpensTheApi() {
        Response login = login("admin", ApiSystem.PASSWORD);

        assertThat(login.statusCode()).isEqualTo(200);
        Cookie cookie = login.getDetailedCookie(COOKIE);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualToIgnoringCase("strict");
        assertThat(cookie.getValue()).doesNotContain("admin");
        given().cookie(cookie).get("/api/images").then().statusCode(200);
    }

    @Test
    void aWrongPasswordOrNameGivesNoCookie() {
        for (Response refused : new Response[] {
            login("admin", "wrong"), login("admin", ""), login("root", ApiSystem.PASSWORD),
        }) {
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.cookies()).doesNotContainKey(COOKIE);
        }
        Api.refused(login("admin", "wrong"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void aFormWithoutPasswordIsRefused() {
        Response refused = given().formParam("username", "admin").post("/login");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.cookies()).isEmpty();
    }

    @Test
    void aLoginThatIsNoFormIsRefused() {
        Api.refused(
                given().contentType("application/json").body("{}").post("/login"), 415, "UNSUPPORTED_MEDIA_TYPE", null);
        Api.refused(given().noContentType().post("/login"), 415, "UNSUPPORTED_MEDIA_TYPE", null);
    }

    @Test
    void aMadeUpCookieOpensNothing() {
        Api.refused(given().cookie(COOKIE, "YWRtaW4=").get("/api/images"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void logoutTakesTheCookieBack() {
        Cookie cookie = login("admin", ApiSystem.PASSWORD).getDetailedCookie(COOKIE);

        Response logout = given().cookie(cookie).post("/logout");

        assertThat(logout.statusCode()).isEqualTo(204);
        assertThat(logout.getDetailedCookie(COOKIE).getMaxAge()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/images",
        "POST, /api/images",
        "GET, /api/images/00000000-0000-4000-8000-000000000000",
        "DELETE, /api/images/00000000-0000-4000-8000-000000000000",
        "GET, /api/images/00000000-0000-4000-8000-000000000000/logs",
        "GET, /api/instances",
        "POST, /api/instances",
        "GET, /api/instances/00000000-0000-4000-8000-000000000000",
        "DELETE, /api/instances/00000000-0000-4000-8000-000000000000",
        "GET, /api/instances/00000000-0000-4000-8000-000000000000/logs",
        "GET, /api/operations",
        "GET, /api/operations/00000000-0000-4000-8000-000000000000",
        "POST, /api/operations/00000000-0000-4000-8000-000000000000/cancel"
    })
    void everythingUnderApiNeedsALogin(String method, String path) {
        Api.refused(given().contentType("application/json").request(method, path), 401, "UNAUTHENTICATED", null);
    }

    @ParameterizedTest
    @CsvSource({"/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/openapi"})
    void whatOperatorsAskIsOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    private static Response login(String username, String password) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset("UTF-8")))
                .formParam("username", username)
                .formParam("password", password)
                .post("/login");
    }
}
