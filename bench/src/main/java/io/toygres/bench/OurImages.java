package io.toygres.bench;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.ToygresApi;
import java.time.Duration;
import java.util.UUID;

/** Backups and restores as a user of the system asks for them; each returns when it has succeeded. */
final class OurImages {

    private static final Duration BOUND = Duration.ofHours(1);

    private final ToygresApi api;
    private final Operations operations;

    OurImages(ToygresApi api) {
        this.api = api;
        this.operations = new Operations(api);
    }

    Instance create(NewInstance request) {
        Accepted<Instance> accepted = api.create(request);
        operations.awaitSuccess(accepted.operationId(), BOUND, _ -> {});
        return api.instance(accepted.resource().id());
    }

    /** @param kind {@code logical} or {@code physical} */
    Image backUp(Instance source, String name, String kind) {
        Accepted<Image> accepted = api.create(new NewImage(name, source.id(), kind));
        operations.awaitSuccess(accepted.operationId(), BOUND, _ -> {});
        return api.image(accepted.resource().id());
    }

    Instance restore(Image image, String name) {
        return create(NewInstance.restored(name, image.id()));
    }

    void remove(UUID instance) {
        operations.awaitSuccess(api.deleteInstance(instance).operationId(), BOUND, _ -> {});
    }

    void remove(Image image) {
        operations.awaitSuccess(api.deleteImage(image.id()).operationId(), BOUND, _ -> {});
    }
}
