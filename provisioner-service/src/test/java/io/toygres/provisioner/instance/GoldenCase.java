package io.toygres.provisioner.instance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.toygres.contract.ImageId;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.OperationId;
import io.toygres.kubernetes.PodCustomization;
import io.toygres.messaging.Json;
import io.toygres.provisioner.TestConfig;
import io.toygres.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The {@code in-instance.yaml} of a folder of golden files, and the objects that an instance like it gets. */
record GoldenCase(
        OperationId operationId,
        InstanceSpec instance,
        Optional<ImageId> sourceImage,
        Optional<String> storageClass,
        String runtimeImage,
        String toolsImage) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static GoldenCase read(Path folder) {
        try {
            var tree = YAML.readTree(folder.resolve("in-instance.yaml").toFile());
            return Json.mapper().treeToValue(tree, GoldenCase.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<HasMetadata> objects() {
        var resources = new ServerResources(new Quantity("250m"), new Quantity("2"), new Quantity("1Gi"));
        var described = new Instance(instance, operationId, sourceImage, "toygres-managed");
        return List.of(
                DataVolumeClaim.desired(described, storageClass),
                PasswordSecret.desired(described, new Secret("pa$$\"w'rd\\")),
                ServerConfigMap.desired(described, resources.memoryBytes()),
                ServerStatefulSet.desired(
                        described,
                        new ServerPod(runtimeImage, toolsImage, resources),
                        new PodCustomization(
                                TestConfig.defaults(InstanceConfig.class).pod())),
                ServerService.desired(described, List.of("10.244.0.0/16")));
    }
}
