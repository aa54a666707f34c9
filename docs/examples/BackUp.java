import java.util.Optional;
import java.util.UUID;
import toygres.client.ApiClient;
import toygres.client.ApiException;
import toygres.client.ApiResponse;
import toygres.client.ImagesApi;
import toygres.client.InstancesApi;
import toygres.client.OperationsApi;
import toygres.client.model.CreateImageRequest;
import toygres.client.model.CreateInstanceRequest;
import toygres.client.model.Image;
import toygres.client.model.Instance;
import toygres.client.model.Operation;
import toygres.client.model.OperationStatus;

/**
 * Makes an instance, backs it up, restores the image, and removes the three again, by a client that OpenAPI Generator has made of
 * {@code docs/openapi.yaml}: {@code TOYGRES_TOKEN=tgr_… java -cp … BackUp http://127.0.0.1:8080}.
 */
final class BackUp {

    private final InstancesApi instances;
    private final ImagesApi images;
    private final OperationsApi operations;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private BackUp(ApiClient client) {
        instances = new InstancesApi(client);
        images = new ImagesApi(client);
        operations = new OperationsApi(client);
    }

    public static void main(String[] arguments) throws ApiException {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments.length > 0 ? arguments[0] : "http://127.0.0.1:8080");
        String token = System.getenv("TOYGRES_TOKEN");
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        new BackUp(client).run();
    }

    private void run() throws ApiException {
        Instance source = create(new CreateInstanceRequest()
                .name("example-" + run)
                .password("choose-1-" + UUID.randomUUID())
                .putLabelsItem("made-by", "example"));
        System.out.println(source.getName() + " runs: " + source.getConnectionUri());

        UUID id = done(images.createImageWithHttpInfo(
                        new CreateImageRequest().name("example-" + run).instanceId(source.getId()), run))
                .getImageId();
        Image image = images.readImage(id);
        System.out.println(image.getName() + " is " + image.getStatus() + ": " + image.getSizeBytes() + " bytes");

        Instance copy = create(new CreateInstanceRequest().name("example-copy-" + run).sourceImageId(id));
        System.out.println(copy.getName() + " runs: " + copy.getConnectionUri());

        done(instances.deleteInstanceWithHttpInfo(copy.getId(), null, null));
        done(images.deleteImageWithHttpInfo(id, true, null, null));
        done(instances.deleteInstanceWithHttpInfo(source.getId(), null, null));
        System.out.println("removed");
    }

    private Instance create(CreateInstanceRequest request) throws ApiException {
        Operation operation = done(instances.createInstanceWithHttpInfo(request, request.getName()));
        return instances.readInstance(operation.getInstanceId());
    }

    /** Waits for the operation of a command, which the answer's Location names. */
    private Operation done(ApiResponse<?> accepted) throws ApiException {
        String location = accepted.getHeaders().get("location").getFirst();
        UUID id = UUID.fromString(location.substring(location.lastIndexOf('/') + 1));
        Operation operation = operations.readOperation(id, "30s", null);
        while (Optional.ofNullable(operation.getFinishedAt()).isEmpty()) {
            operation = operations.readOperation(id, "30s", null);
        }
        if (operation.getStatus() != OperationStatus.SUCCEEDED) {
            throw new IllegalStateException(operation.getType() + " " + operation.getStatus() + ": " + operation.getFailure());
        }
        return operation;
    }
}
