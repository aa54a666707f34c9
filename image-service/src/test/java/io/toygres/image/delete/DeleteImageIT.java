package io.toygres.image.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.toygres.contract.ImageCommand.DeleteImage;
import io.toygres.contract.ImageEvent.ImageDeleted;
import io.toygres.contract.ImageId;
import io.toygres.contract.OperationId;
import io.toygres.image.CommandsAndEvents;
import io.toygres.image.LocalPlatform;
import io.toygres.image.blob.ImageContainer;
import io.toygres.image.blob.ImageLocation;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** From the command to the event. */
@QuarkusTest
@QuarkusTestResource(LocalPlatform.class)
final class DeleteImageIT {

    @Inject
    CommandsAndEvents kafka;

    @Inject
    ImageContainer container;

    private final ImageId image = ImageId.random();

    @Test
    void leavesNothingOfTheImageAndAllOfOthers() {
        ImageId other = ImageId.random();
        container.createIfAbsent(ImageLocation.manifest(image), new byte[1]);
        container.createIfAbsent(ImageLocation.attemptPrefix(image, "a") + "globals.sql.zst", new byte[1]);
        container.createIfAbsent(ImageLocation.attemptPrefix(image, "b") + "globals.sql.zst", new byte[1]);
        container.createIfAbsent(ImageLocation.manifest(other), new byte[1]);

        delete();

        assertThat(container.list(ImageLocation.prefix(image))).isEmpty();
        assertThat(container.list(ImageLocation.prefix(other))).hasSize(1);
    }

    @Test
    void deletesAnImageThatNeverWas() {
        delete();
        delete();
    }

    private void delete() {
        OperationId operation = OperationId.random();
        kafka.send(new DeleteImage(operation, image));
        kafka.await(operation, ImageDeleted.class);
    }
}
