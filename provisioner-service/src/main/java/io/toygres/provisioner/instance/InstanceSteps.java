package io.toygres.provisioner.instance;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.toygres.contract.Cidr;
import io.toygres.contract.ErrorCode;
import io.toygres.contract.TerminalException;
import io.toygres.kubernetes.PodCustomization;
import io.toygres.operation.Attempt;
import io.toygres.operation.Outcome;
import io.toygres.operation.UndoOutcome;
import io.toygres.secret.Keyring;
import io.toygres.secret.UndecryptableSecretException;
import jakarta.inject.Singleton;
import java.util.List;

/** The steps that make an instance's objects, one object each, and what takes them back: create, restore and delete share them. */
@Singleton
public final class InstanceSteps {

    private final InstanceObjects objects;
    private final Keyring keyring;
    private final ContainerImages images;
    private final ClusterConfig cluster;
    private final ServerResources resources;
    private final List<String> alwaysAllowed;
    private final PodCustomization customization;

    public InstanceSteps(
            InstanceObjects objects,
            Keyring keyring,
            ContainerImages images,
            ClusterConfig cluster,
            InstanceConfig config) {
        this.objects = objects;
        this.keyring = keyring;
        this.images = images;
        this.cluster = cluster;
        this.resources = ServerResources.of(config);
        this.alwaysAllowed = blocks(config.alwaysAllowedCidrs().orElse(List.of()));
        this.customization = new PodCustomization(config.pod());
    }

    private static List<String> blocks(List<String> cidrs) {
        for (String block : cidrs) {
            Cidr.complaint(block).ifPresent(complaint -> {
                throw new IllegalArgumentException("toygres.instance.always-allowed-cidrs: " + block + " " + complaint);
            });
        }
        return List.copyOf(cidrs);
    }

    public <S extends Record & ProvisioningState> Outcome<S> createVolume(S state, Attempt attempt) {
        objects.ensure(DataVolumeClaim.desired(objects.describe(state), cluster.storageClass()));
        return Outcome.next(state);
    }

    public UndoOutcome removeVolume(InstanceState state, Attempt attempt) {
        return objects.remove(PersistentVolumeClaim.class, state.names().volumeClaim(), state.instanceId());
    }

    public <S extends Record & ProvisioningState> Outcome<S> createSecret(S state, Attempt attempt) {
        objects.ensure(PasswordSecret.desired(objects.describe(state), password(state)));
        return Outcome.next(state);
    }

    /** The one place where the password is decrypted. */
    private io.toygres.secret.Secret password(ProvisioningState state) {
        try {
            return keyring.decrypt(state.password(), state.instanceId().value());
        } catch (UndecryptableSecretException e) {
            throw new TerminalException(
                    ErrorCode.PASSWORD_UNREADABLE, "The password is unreadable: " + e.getMessage() + ".");
        }
    }

    public UndoOutcome removeSecret(InstanceState state, Attempt attempt) {
        return objects.remove(Secret.class, state.names().secret(), state.instanceId());
    }

    public <S extends Record & ProvisioningState> Outcome<S> createConfig(S state, Attempt attempt) {
        objects.ensure(ServerConfigMap.desired(objects.describe(state), resources.memoryBytes()));
        return Outcome.next(state);
    }

    public UndoOutcome removeConfig(InstanceState state, Attempt attempt) {
        return objects.remove(ConfigMap.class, state.names().config(), state.instanceId());
    }

    public <S extends Record & ProvisioningState> Outcome<S> createServer(S state, Attempt attempt) {
        var spec = state.instance();
        var pod = new ServerPod(
                images.runtime(spec.imageType(), spec.postgresVersion()),
                images.tools(spec.imageType(), spec.postgresVersion()),
                resources);
        objects.ensure(ServerStatefulSet.desired(objects.describe(state), pod, customization));
        return Outcome.next(state);
    }

    /** The pod is looked after as well: while it runs it holds the volume, and it may outlive its StatefulSet. */
    public UndoOutcome removeServer(InstanceState state, Attempt attempt) {
        return switch (objects.remove(StatefulSet.class, state.names().statefulSet(), state.instanceId())) {
            case UndoOutcome.Done _ -> objects.removePods(state.instanceId(), Instance.SERVER);
            case UndoOutcome.Wait notYet -> notYet;
        };
    }

    public <S extends Record & ProvisioningState> Outcome<S> createService(S state, Attempt attempt) {
        objects.ensure(ServerService.desired(objects.describe(state), alwaysAllowed));
        return Outcome.next(state);
    }

    /** Once the Service is gone its DNS label is free for another instance. */
    public UndoOutcome removeService(InstanceState state, Attempt attempt) {
        return objects.remove(Service.class, state.names().service(), state.instanceId());
    }
}
