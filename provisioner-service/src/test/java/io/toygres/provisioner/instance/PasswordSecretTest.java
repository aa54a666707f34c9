package io.toygres.provisioner.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceCommand.InstanceSpec;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import io.toygres.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordSecretTest {

    private static final String EVERY_KIND = "a'b\"c\\d$e`f${g}%h#i:j/k@l m\tn;o|p&q<r>s!t*u?v~w[x]{y}^z=ä€🐘 ";

    private final Instance instance = new Instance(
            new InstanceSpec(
                    InstanceId.random(), "orders", ImageType.STOCK, new PostgresVersion(15), 1, true, null, null),
            OperationId.random(),
            Optional.empty(),
            "toygres-managed");

    @Test
    void holdsExactlyTheBytesOfThePassword() {
        var secret = PasswordSecret.desired(instance, new Secret(EVERY_KIND));
        byte[] bytes = Base64.getDecoder().decode(secret.getData().get("password"));
        assertThat(bytes).isEqualTo(EVERY_KIND.getBytes(StandardCharsets.UTF_8));
        assertThat(secret.getData()).hasSize(1);
    }

    @Test
    void givesBackThePasswordItHolds() {
        var secret = PasswordSecret.desired(instance, new Secret(EVERY_KIND));
        assertThat(PasswordSecret.read(secret).reveal()).isEqualTo(EVERY_KIND);
    }
}
