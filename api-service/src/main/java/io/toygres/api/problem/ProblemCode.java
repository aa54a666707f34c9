package io.toygres.api.problem;

import java.util.Locale;

/** Every way in which a request can be refused, with its HTTP status and what to do about it. Names are stable. */
public enum ProblemCode {
    VALIDATION_FAILED(400, "The request has invalid values", "Correct the fields listed under errors."),
    MALFORMED_JSON(400, "The body is not well-formed JSON", "Send one JSON object, in UTF-8."),
    UNKNOWN_PROPERTY(400, "The body has a property that does not exist here", "Remove it, or correct its spelling."),
    WRONG_TYPE(400, "A property has the wrong JSON type", "Send the type that /q/openapi states for it."),
    INVALID_PARAMETER(400, "A query parameter or header is invalid", "Correct it as the detail says."),
    CURSOR_OF_OTHER_SORT(
            400,
            "The cursor belongs to a list in another order",
            "Send the sort that the cursor came with, or leave the cursor out to begin anew."),
    BAD_REQUEST(400, "The request could not be read", "See /q/openapi for what this address takes."),
    REQUEST_TOO_OLD(
            400, "The request is too old, or from the future", "Send it anew, with the time of now in ce_time."),

    UNAUTHENTICATED(401, "Not logged in", "Log in at POST /login and send the cookie that it gives, or send a token."),
    SIGNATURE_INVALID(
            401,
            "The request is not signed by a token in force",
            "Sign it as docs/asyncapi.yaml says, with a token of POST /api/tokens that has not ended."),
    FORBIDDEN(403, "Not allowed", "Ask an administrator for the permission."),
    CROSS_SITE_REQUEST(
            403,
            "The request comes from a page of another site",
            "Send it from a page of this service, or by a program without headers Origin and Sec-Fetch-Site."),

    NOT_FOUND(404, "There is nothing at this address", "See /q/openapi for the addresses that exist."),
    UNKNOWN_REQUEST(404, "There is no such request", "See docs/asyncapi.yaml for the types that there are."),
    INSTANCE_NOT_FOUND(404, "There is no such instance", "List the instances at GET /api/instances."),
    IMAGE_NOT_FOUND(404, "There is no such image", "List the images at GET /api/images."),
    OPERATION_NOT_FOUND(404, "There is no such operation", "List the operations at GET /api/operations."),
    PROJECT_NOT_FOUND(404, "There is no such project", "List yours at GET /api/projects."),
    USER_NOT_FOUND(404, "There is no such user", "List the users at GET /api/users."),
    TOKEN_NOT_FOUND(404, "There is no such token", "List yours at GET /api/tokens."),
    SESSION_NOT_FOUND(404, "There is no such session", "List yours at GET /api/sessions."),
    WEBHOOK_NOT_FOUND(404, "There is no such webhook", "List them at GET /api/webhooks."),
    CREDENTIALS_NOT_FOUND(404, "There are no credentials", "They are kept while the instance is created and runs."),
    LOGS_NOT_FOUND(404, "There are no logs", "Logs are there from the first pod until its removal."),
    DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter", "List them at GET /api/dead-letters."),
    METHOD_NOT_ALLOWED(405, "This address does not take that method", "See /q/openapi for the methods it takes."),
    NOT_ACCEPTABLE(
            406, "None of the accepted media types is offered", "Accept application/json, or text/plain for logs."),

    INSTANCE_NAME_TAKEN(
            409,
            "Another instance has this name",
            "Choose another name, or delete that instance first. One that failed gives its name up to \"replace_failed\": true, unless it is protected."),
    DNS_LABEL_TAKEN(409, "Another instance has this DNS label", "Choose another dns_label."),
    IMAGE_NAME_TAKEN(
            409,
            "Another image has this name",
            "Choose another name, or delete that image first. One that failed gives its name up to \"replace_failed\": true, unless it is protected."),
    INSTANCE_NOT_RUNNING(409, "The instance is not running", "Wait until its status is running, then try again."),
    INSTANCE_BEING_CREATED(
            409, "The instance is still being created", "Cancel its operation, or wait until it is running."),
    BACKUP_IN_PROGRESS(409, "A backup of the instance is in progress", "Wait for the backup, or cancel its operation."),
    IMAGE_WITHOUT_HASHES(
            409,
            "The image can't be compared row by row",
            "Leave compare out, or restore an image that was made with compare set to contents."),
    IMAGE_NOT_AVAILABLE(409, "The image can't be restored", "Restore an image whose status is available."),
    IMAGE_BEING_CREATED(
            409, "The image is still being created", "Cancel its operation, or wait until it is available."),
    IMAGE_DELETED(409, "The image is deleted", "Undelete it first: POST /api/images/{id}/undelete."),
    UNDELETE_TOO_LATE(
            409,
            "The image can't be undeleted any more",
            "Nothing brings its data back: back the instance up again, or restore another image."),
    IMAGE_IN_USE(409, "The image is being restored", "Wait for the restore, or cancel its operation."),
    USER_NAME_TAKEN(409, "Another user has this name", "Choose another name."),
    LAST_ADMIN(409, "It is the last admin", "Make another user an admin first."),
    PROJECT_NAME_TAKEN(409, "Another project has or had this name", "Choose another name."),
    PROJECT_NOT_EMPTY(
            409, "The project can't be deleted", "Delete its instances and images first; default stays for good."),
    QUOTA_REACHED(
            409,
            "The project has as many as it may",
            "Delete what is not needed, images with purge=true (deleted ones count until their purge_at), or ask an administrator for a larger quota."),
    WEBHOOK_TEST_UNDER_WAY(409, "The webhook is being tested", "Wait for the answer to the other request."),
    KEYRING_OUTDATED(
            409,
            "This replica encrypts with a key that was rotated away",
            "Restart every replica of api-service, so that all read the current keyring, then try again."),
    RESOURCE_PROTECTED(409, "It is protected from deletion", "PATCH it with \"protected\": false first."),
    OPERATION_FINISHED(409, "The operation has finished", "There is nothing left to cancel."),
    OPERATION_NOT_CANCELLABLE(409, "A deletion can't be cancelled", "Wait until it has finished."),

    CHANGED_MEANWHILE(
            412, "It is no longer what If-Match names", "Read it again, and send the ETag that comes with it."),

    PAYLOAD_TOO_LARGE(413, "The body is too large", "Send at most 64 KiB, or 512 KiB to a bulk address."),
    REQUEST_TIMEOUT(408, "The request did not come to its end", "Send it again, headers and body at once."),
    ADDRESS_TOO_LONG(414, "The address is too long", "Send at most 8 KiB, and what is longer in a body."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The body's media type is not understood",
            "Send Content-Type: application/json, or application/x-www-form-urlencoded to /login."),

    POSTGRES_VERSION_NOT_OFFERED(
            422, "This PostgreSQL version is not offered", "Choose one of the versions that the detail names."),
    NOT_OF_PHYSICAL_IMAGES(422, "A physical image has no such choice", "Leave the field out, or make a logical image."),
    STORAGE_TOO_SMALL(
            422,
            "The storage is smaller than the image's source",
            "Send at least the size that the detail names, or leave storage_size_gb out."),
    OTHER_PROJECT(422, "The image belongs to another project", "Leave project out: a restore goes to the image's."),
    WEBHOOK_URL_REFUSED(
            422,
            "The webhook may not lead there",
            "Send an https:// URL of a public host at a port that is allowed, or ask the operator to allow its address."),
    POSITION_NOT_AVAILABLE(
            422,
            "The changes from there on are not available",
            "Send the id of an event of the last days, or leave position out."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "This Idempotency-Key was used for another request",
            "Use a new key for a new request; repeat a request with exactly its first body."),

    TOO_MANY_LOGINS(
            429, "There were too many failed logins", "Wait as long as the detail says; sessions and tokens go on."),
    HEADERS_TOO_LARGE(431, "The headers are too large", "Send at most 16 KiB of them, cookies included."),

    INTERNAL_ERROR(500, "Something went wrong here", "Try again; if it stays, report the id."),
    WORKER_UNAVAILABLE(503, "The service that has the logs does not answer", "Try again in a moment."),
    TOO_MANY_LISTENERS(503, "Too many clients follow the events", "Try again in a moment, or read the lists instead."),
    LOOKUPS_BUSY(503, "Too many hosts are being looked up", "Try again in a moment."),
    BROKER_UNAVAILABLE(503, "Kafka does not answer", "Try again in a moment."),
    IDENTITY_PROVIDER_UNAVAILABLE(503, "The issuer of the token does not answer", "Try again in a moment, or log in."),
    DEADLOCK(503, "Other requests want the same in another order", "Try again in a moment."),
    DATABASE_UNAVAILABLE(503, "The database does not answer", "Try again in a moment.");

    private final int status;
    private final String title;
    private final String remedy;

    ProblemCode(int status, String title, String remedy) {
        this.status = status;
        this.title = title;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    /** The same for every problem of this code, as RFC 9457 asks. */
    public String title() {
        return title;
    }

    /** What the client can do. */
    public String remedy() {
        return remedy;
    }

    /** The code as a URI, such as {@code urn:toygres:problem:image-in-use}. */
    public String type() {
        return "urn:toygres:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
