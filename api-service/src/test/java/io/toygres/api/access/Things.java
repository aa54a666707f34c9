package io.toygres.api.access;

import io.toygres.api.testing.Api;
import io.toygres.api.testing.FakeWorker;
import io.toygres.api.testing.People;
import io.toygres.api.testing.People.Person;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;

/** One of everything in a project, and what a request needs to name it. */
record Things(
        String project,
        InstanceId instance,
        ImageId image,
        String operation,
        String user,
        String token,
        String session,
        String webhook) {

    /** @param owner whose the token and the session are */
    static Things make(FakeWorker worker, String project, Person owner) {
        InstanceId instance = worker.running(Api.post("/api/instances", instanceBody(project)));
        ImageId image = worker.availableImage(Api.newName(), instance);
        String operation =
                Api.get("/api/operations?image_id=" + image).jsonPath().getString("items[0].id");
        String token =
                owner.post("/api/tokens", "{\"name\": \"one\"}").jsonPath().getString("token.id");
        Api.login(owner.name(), People.PASSWORD);
        String session = owner.get("/api/sessions").jsonPath().getString("items.find{!it.current}.id");
        Person user = People.newPerson("viewer", "\"" + project + "\"");
        String webhook =
                Api.post("/api/webhooks", webhookBody(project)).jsonPath().getString("webhook.id");
        return new Things(project, instance, image, operation, user.id(), token, session, webhook);
    }

    /** The path with ids in the place of its parameters. */
    String path(String template) {
        return template.replace("/instances/{id}", "/instances/" + instance)
                .replace("/images/{id}", "/images/" + image)
                .replace("/operations/{id}", "/operations/" + operation)
                .replace("/users/{id}", "/users/" + user)
                .replace("/tokens/{id}", "/tokens/" + token)
                .replace("/sessions/{id}", "/sessions/" + session)
                .replace("/webhooks/{id}", "/webhooks/" + webhook)
                .replace("/projects/{name}", "/projects/" + project)
                .replace("{topic}/{partition}/{offset}", "toygres.image.events/0/0");
    }

    /** A body that the operation takes. */
    String body(String operationId) {
        return switch (operationId) {
            case "createInstance" -> instanceBody(project);
            case "createImage" -> Api.imageBody(Api.newName(), instance);
            case "bulkCreateInstances" -> "{\"items\": [" + instanceBody(project) + "]}";
            case "bulkCreateImages" -> "{\"items\": [" + Api.imageBody(Api.newName(), instance) + "]}";
            case "bulkDeleteInstances" -> "{\"items\": [{\"id\": \"" + instance + "\"}]}";
            case "bulkDeleteImages" -> "{\"items\": [{\"id\": \"" + image + "\"}]}";
            case "createUser" ->
                "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"viewer\"}"
                        .formatted(Api.newName(), People.PASSWORD);
            case "createWebhook" -> webhookBody(project);
            case "createToken" -> "{\"name\": \"another\"}";
            case "changePassword" -> "{\"current_password\": \"wrong\", \"new_password\": \"wrong\"}";
            default -> "{}";
        };
    }

    /** Whether an answer tells of one of them. */
    boolean areToldBy(String answer) {
        return answer.contains(instance.toString())
                || answer.contains(image.toString())
                || answer.contains(operation)
                || answer.contains(webhook)
                || answer.contains("\"" + project + "\"");
    }

    private static String instanceBody(String project) {
        return "{\"name\": \"%s\", \"password\": \"correct horse\", \"project\": \"%s\"}"
                .formatted(Api.newName(), project);
    }

    /** It leads to a port at which nothing listens, and sends nothing by itself. */
    private static String webhookBody(String project) {
        return "{\"url\": \"http://127.0.0.1:1024/\", \"enabled\": false, \"project\": \"%s\"}".formatted(project);
    }
}
