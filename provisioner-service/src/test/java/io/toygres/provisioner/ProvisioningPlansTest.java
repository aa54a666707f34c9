package io.toygres.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.CreateInstance;
import io.toygres.contract.InstanceCommand.DeleteInstance;
import io.toygres.contract.InstanceCommand.ImageReference;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceCommand.RestoreInstance;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.contract.TerminalException;
import io.toygres.kubernetes.Labels;
import io.toygres.operation.Outcome;
import io.toygres.operation.Plan;
import io.toygres.provisioner.create.CreateState;
import io.toygres.provisioner.delete.DeleteState;
import io.toygres.provisioner.instance.InstanceNames;
import io.toygres.provisioner.instance.StrictObject;
import io.toygres.provisioner.restore.RestoreState;
import io.toygres.secret.Keyring;
import io.toygres.secret.KeyringFile;
import io.toygres.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Create, restore and delete against an API server that keeps objects, with controllers that act at once. */
@EnableKubernetesMockClient(crud = true)
class ProvisioningPlansTest {

    @SuppressWarnings("NullAway.Init") // set by EnableKubernetesMockClient
    KubernetesClient client;

    private final OperationId operation = OperationId.random();
    private final InstanceSpec instance = new InstanceSpec(
            InstanceId.random(), "orders", ImageType.STOCK, new PostgresVersion(15), 10, false, "orders-db", null);
    private Controllers controllers;
    private Provisioner provisioner;
    private EncryptedSecret password;

    @BeforeEach
    void assemble(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("keyring"), "k1:" + "A".repeat(43) + "=\n");
        Keyring keyring = KeyringFile.read(file);
        password = keyring.encrypt(
                new Secret("pa$$\"w'rd\\"), instance.instanceId().value());
        controllers = new Controllers(client);
        provisioner = Provisioner.on(client, keyring);
    }

    @Test
    void aCreateLeavesNothingWhereverItIsUndone() throws Exception {
        leavesNothingWhereverItIsUndone(provisioner.create().plan(), createState());
    }

    @Test
    void aRestoreLeavesNothingWhereverItIsUndone() throws Exception {
        leavesNothingWhereverItIsUndone(provisioner.restore().plan(), restoreState());
    }

    @Test
    void asksForObjectsThatAnApiServerTakes() throws Exception {
        walkTo(provisioner.restore().plan(), restoreState(), "test-connection");
        assertThat(objects())
                .filteredOn(object -> !(object instanceof Pod))
                .hasSize(7)
                .allSatisfy(StrictObject::check);
    }

    @Test
    void goesOnFromAFinishedJobWhosePodIsGone() throws Exception {
        var plan = provisioner.restore().plan();
        var walk = new PlanWalk<>(plan, restoreState());
        walk.run(plan.indexOf("create-job"));
        controllers.act();
        client.pods().inNamespace(ManagedObjects.NAMESPACE).delete();
        assertThat(walk.run(plan.indexOf("await-job"))).isInstanceOf(Outcome.Next.class);
    }

    @Test
    void deletesAllThatARestoreMade() throws Exception {
        walkTo(provisioner.restore().plan(), restoreState(), "test-connection");
        assertThat(delete()).isInstanceOf(Outcome.Done.class);
        assertThat(objects()).isEmpty();
    }

    @Test
    void deletesAnInstanceThatIsGoneAlready() throws Exception {
        assertThat(delete()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void keepsAwayFromAnObjectOfSomeoneElse() throws Exception {
        InstanceNames names = InstanceNames.of("orders", instance.instanceId());
        ObjectMeta foreign = new ObjectMetaBuilder()
                .withName(names.config())
                .withNamespace("toygres-managed")
                .addToLabels(Labels.INSTANCE_ID, InstanceId.random().toString())
                .build();
        client.resource(new io.fabric8.kubernetes.api.model.ConfigMapBuilder()
                        .withMetadata(foreign)
                        .build())
                .create();
        var plan = provisioner.create().plan();
        var walk = new PlanWalk<>(plan, createState());
        walk.runTwice(plan.indexOf("create-volume"));
        walk.runTwice(plan.indexOf("create-secret"));
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> walk.runTwice(plan.indexOf("create-config")))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.OBJECT_CONFLICT));
        walk.undoFrom(plan.indexOf("create-config"));
        assertThat(objects()).extracting(left -> left.getMetadata().getName()).containsExactly(names.config());
    }

    @Test
    void saysThatAPasswordOfAnotherKeyIsUnreadable() throws Exception {
        var plan = provisioner.create().plan();
        var foreign = new CreateState(new CreateInstance(operation, instance, new EncryptedSecret("k0:AAAA")));
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> new PlanWalk<>(plan, foreign).runTwice(plan.indexOf("create-secret")))
                .satisfies(e -> assertThat(e.failure().code()).isEqualTo(ErrorCode.PASSWORD_UNREADABLE));
    }

    @Test
    void failsWhenItsVolumeIsTakenAwayUnderWay() throws Exception {
        var plan = provisioner.create().plan();
        var outcome = new PlanWalk<>(plan, createState()).runTwice(plan.indexOf("await-volume"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Fail.class, fail -> assertThat(fail.failure())
                .extracting("code")
                .isEqualTo(ErrorCode.VOLUME_NOT_BOUND));
    }

    private <S extends Record> void leavesNothingWhereverItIsUndone(Plan<S> plan, S state) throws Exception {
        for (int last = 0; last < plan.indexOf("test-connection"); last++) {
            var walk = new PlanWalk<>(plan, state);
            for (int i = 0; i <= last; i++) {
                controllers.act();
                assertThat(walk.runTwice(i)).as(plan.entries().get(i).name()).isInstanceOf(Outcome.Next.class);
            }
            controllers.act();
            walk.undoFrom(last);
            assertThat(objects())
                    .as("left after " + plan.entries().get(last).name())
                    .isEmpty();
        }
    }

    private <S extends Record> void walkTo(Plan<S> plan, S state, String step) throws Exception {
        var walk = new PlanWalk<>(plan, state);
        for (int i = 0; i < plan.indexOf(step); i++) {
            controllers.act();
            walk.runTwice(i);
        }
    }

    private Outcome<DeleteState> delete() throws Exception {
        var plan = provisioner.delete().plan();
        var walk = new PlanWalk<>(
                plan,
                new DeleteState(new DeleteInstance(OperationId.random(), instance.instanceId(), instance.name())));
        for (int i = 0; i < walk.steps() - 1; i++) {
            walk.runTwice(i);
        }
        return walk.runTwice(walk.steps() - 1);
    }

    private List<HasMetadata> objects() {
        return ManagedObjects.all(client);
    }

    private CreateState createState() {
        return new CreateState(new CreateInstance(operation, instance, password));
    }

    private RestoreState restoreState() {
        return RestoreState.of(new RestoreInstance(
                operation, instance, password, new ImageReference(ImageId.random(), "0".repeat(64))));
    }
}
