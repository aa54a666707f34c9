package io.toygres.api.image;

import io.restassured.response.Response;
import io.toygres.api.testing.Api;
import io.toygres.api.testing.FakeWorker;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceId;

/** An image that a test deletes and brings back. */
record TestImage(String name, InstanceId source, ImageId id) {

    /** Of an instance of its own, which runs. */
    static TestImage available(FakeWorker worker) {
        String name = Api.newName();
        InstanceId source = worker.runningInstance(Api.newName());
        return new TestImage(name, source, worker.availableImage(name, source));
    }

    String path() {
        return "/api/images/" + id;
    }

    Response delete() {
        return Api.delete(path());
    }

    Response undelete() {
        return Api.loggedIn().post(path() + "/undelete");
    }
}
