package io.toygres.api.login;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.toygres.api.access.CallerCache;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.ApiSystem;
import io.toygres.api.testing.Management;
import io.toygres.database.Database;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(ApiSystem.class)
class LoginIT {

    private static final String COOKIE = Api.COOKIE;

    private static final RestAssuredConfig UTF_8 = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().defaultContentCharset("UTF-8"));

    @Inject
    Database database;

    /** Tests that change rows behind the service's back tell it so. */
    @Inject
    CallerCache cache;

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

        Api.refused(refused, 401, "UNAUTHENTICATED", null);
        assertThat(refused.cookies()).isEmpty();
    }

    @Test
    void aLoginThatIsNoFormIsRefused() {
        Api.refused(
                given().contentType("application/json").body("{}").post("/login"), 415, "UNSUPPORTED_MEDIA_TYPE", null);
        Api.refused(given().noContentType().post("/login"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void aMadeUpCookieOpensNothing() {
        Api.refused(given().cookie(COOKIE, "YWRtaW4=").get("/api/images"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void basicCredentialsOpenNothing() {
        Response refused =
                given().auth().preemptive().basic("admin", ApiSystem.PASSWORD).get("/api/images");

        Api.refused(refused, 401, "UNAUTHENTICATED", null);
    }

    @Test
    void aCookieOfAnotherProgramChangesNothing() {
        Response login = given().cookie("quarkus-redirect-location", "http://elsewhere.example/")
                .formParam("username", "admin")
                .formParam("password", "wrong")
                .post("/login");
        Api.refused(login, 401, "UNAUTHENTICATED", null);
        given().cookie("quarkus-redirect-location", "http://elsewhere.example/")
                .cookie(COOKIE, session())
                .get("/api/images")
                .then()
                .statusCode(200);
    }

    @Test
    void logoutEndsTheSession() {
        String session = session();

        Response logout = given().cookie(COOKIE, session).post("/logout");

        assertThat(logout.statusCode()).isEqualTo(204);
        assertThat(logout.getDetailedCookie(COOKIE).getMaxAge()).isZero();
        Api.refused(given().cookie(COOKIE, session).get("/api/images"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void aLoginEndsTheSessionThatItCameWith() {
        String former = session();

        String session = given().cookie(COOKIE, former)
                .config(UTF_8)
                .formParam("username", "admin")
                .formParam("password", ApiSystem.PASSWORD)
                .post("/login")
                .getCookie(COOKIE);

        assertThat(session).isNotEqualTo(former);
        Api.refused(given().cookie(COOKIE, former).get("/api/images"), 401, "UNAUTHENTICATED", null);
        given().cookie(COOKIE, session).get("/api/images").then().statusCode(200);
    }

    @Test
    void oneSeesOnesSessionsAndEndsOne() {
        String other = session();
        String otherId =
                given().cookie(COOKIE, other).get("/api/sessions").jsonPath().getString("items.find{it.current}.id");

        Response sessions = Api.get("/api/sessions");
        assertThat(sessions.jsonPath().getList("items.id", String.class)).contains(otherId);
        assertThat(sessions.jsonPath().getList("items.findAll{it.current}")).hasSize(1);
        assertThat(sessions.asString()).doesNotContain(other);
        assertThat(Api.delete("/api/sessions/" + otherId).statusCode()).isEqualTo(204);

        Api.refused(given().cookie(COOKIE, other).get("/api/sessions"), 401, "UNAUTHENTICATED", null);
        Api.refused(Api.delete("/api/sessions/" + otherId), 404, "SESSION_NOT_FOUND", null);
    }

    @ParameterizedTest
    @CsvSource({"last_used_at, 121", "ends_at, 1"})
    void aSessionEndsWhenItIsIdleForLongAndAtItsEnd(String column, int minutesAgo) {
        String session = session();
        String id =
                given().cookie(COOKIE, session).get("/api/sessions").jsonPath().getString("items.find{it.current}.id");

        database.useConnection(tx -> tx.sql(
                        "UPDATE sessions SET " + column + " = now() - :minutes * interval '1 minute' WHERE id = :id")
                .bind("minutes", minutesAgo)
                .bind("id", UUID.fromString(id))
                .update());
        cache.forget();

        Api.refused(given().cookie(COOKIE, session).get("/api/images"), 401, "UNAUTHENTICATED", null);
    }

    @Test
    void useIsNotedByTheMinute() {
        String session = session();
        String id =
                given().cookie(COOKIE, session).get("/api/sessions").jsonPath().getString("items.find{it.current}.id");
        database.useConnection(
                tx -> tx.sql("UPDATE sessions SET last_used_at = last_used_at - interval '1 hour' WHERE id = :id")
                        .bind("id", UUID.fromString(id))
                        .update());
        cache.forget();

        given().cookie(COOKIE, session).get("/api/images").then().statusCode(200);

        assertThat(database.<Boolean, RuntimeException>withConnection(
                        tx -> tx.sql("SELECT last_used_at >= created_at AS used FROM sessions WHERE id = :id")
                                .bind("id", UUID.fromString(id))
                                .one(row -> row.flag("used"))))
                .isTrue();
    }

    @Test
    void theDatabaseDoesNotHoldWhatTheCookieCarries() {
        String session = session();

        assertThat(database.<String, RuntimeException>withConnection(
                        tx -> tx.sql("SELECT string_agg(sessions::text, '') AS all FROM sessions")
                                .one(row -> row.text("all"))))
                .doesNotContain(session);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, http://elsewhere.example",
        "Origin, null"
    })
    void aPageOfAnotherSiteChangesNothing(String header, String value) {
        String cancel = "/api/operations/00000000-0000-4000-8000-000000000000/cancel";

        Api.refused(Api.loggedIn().header(header, value).post(cancel), 403, "CROSS_SITE_REQUEST", null);
        Api.refused(given().header(header, value).post("/login"), 403, "CROSS_SITE_REQUEST", null);
        Api.loggedIn().header(header, value).get("/api/images").then().statusCode(200);
    }

    @Test
    void aPageOfThisServiceIsWelcome() {
        String cancel = "/api/operations/00000000-0000-4000-8000-000000000000/cancel";

        Api.refused(
                Api.loggedIn().header("Sec-Fetch-Site", "same-origin").post(cancel), 404, "OPERATION_NOT_FOUND", null);
        Api.refused(
                Api.loggedIn()
                        .header("Origin", "http://localhost:" + RestAssured.port)
                        .post(cancel),
                404,
                "OPERATION_NOT_FOUND",
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/images",
        "POST, /api/images",
        "GET, /api/images/00000000-0000-4000-8000-000000000000",
        "PATCH, /api/images/00000000-0000-4000-8000-000000000000",
        "DELETE, /api/images/00000000-0000-4000-8000-000000000000",
        "GET, /api/images/00000000-0000-4000-8000-000000000000/logs",
        "GET, /api/instances",
        "POST, /api/instances",
        "GET, /api/instances/00000000-0000-4000-8000-000000000000",
        "PATCH, /api/instances/00000000-0000-4000-8000-000000000000",
        "DELETE, /api/instances/00000000-0000-4000-8000-000000000000",
        "GET, /api/instances/00000000-0000-4000-8000-000000000000/logs",
        "GET, /api/sessions",
        "DELETE, /api/sessions/00000000-0000-4000-8000-000000000000",
        "GET, /api/operations",
        "GET, /api/operations/00000000-0000-4000-8000-000000000000",
        "POST, /api/operations/00000000-0000-4000-8000-000000000000/cancel"
    })
    void everythingUnderApiNeedsALogin(String method, String path) {
        Api.refused(given().contentType("application/json").request(method, path), 401, "UNAUTHENTICATED", null);
    }

    @ParameterizedTest
    @CsvSource({"/health", "/q/openapi"})
    void whatTellsOfTheServiceIsOpen(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"/q/health/live", "/q/health/ready", "/q/metrics"})
    void whatOperatorsAskIsOpenAtAPortOfItsOwn(String path) {
        Management.get(path).then().statusCode(200);
        Api.refused(given().get(path), 404, "NOT_FOUND", null);
    }

    private static Response login(String username, String password) {
        return Api.login(username, password);
    }

    /** A new one. */
    private static String session() {
        return login("admin", ApiSystem.PASSWORD).getCookie(COOKIE);
    }
}
