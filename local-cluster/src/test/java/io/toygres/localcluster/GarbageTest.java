package io.toygres.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the cluster does with objects whose owners go. */
class GarbageTest extends ClusterTest {

    @ParameterizedTest
    @EnumSource(
            value = DeletionPropagation.class,
            names = {"FOREGROUND", "BACKGROUND"})
    void anObjectGoesWithTheLastOfItsOwners(DeletionPropagation propagation) throws Exception {
        ConfigMap one = create("one");
        ConfigMap two = create("two");
        ConfigMap shared = create("shared", one, two);
        ConfigMap onlyOfOne = create("only-of-one", one);

        delete(one, propagation);
        await(() -> client.resource(onlyOfOne).get() == null);
        await(() -> client.resource(one).get() == null);
        assertThat(client.resource(shared).get()).isNotNull();

        delete(two, propagation);
        await(() -> client.resource(shared).get() == null);
    }

    private void delete(ConfigMap object, DeletionPropagation propagation) {
        client.resource(object).withPropagationPolicy(propagation).delete();
    }

    private ConfigMap create(String name, ConfigMap... owners) {
        return client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .withOwnerReferences(Arrays.stream(owners)
                                .map(GarbageTest::reference)
                                .toList())
                        .endMetadata()
                        .build())
                .create();
    }

    private static OwnerReference reference(ConfigMap owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .build();
    }
}
