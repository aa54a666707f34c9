package io.toygres.image.backup;

import io.toygres.contract.EncryptedSecret;
import io.toygres.contract.ImageCommand.CreateImage;
import io.toygres.contract.ImageCommand.ImageListing;
import io.toygres.contract.ImageCommand.SourceInstance;
import io.toygres.contract.ImageId;
import io.toygres.contract.ImageKind;
import io.toygres.contract.ImageType;
import io.toygres.contract.InstanceId;
import io.toygres.contract.OperationId;
import io.toygres.contract.PostgresVersion;
import java.util.List;

/** Commands that ask for a backup of an instance named {@code shop}. */
public final class TestCommands {

    private TestCommands() {}

    public static CreateImage createImage() {
        return createImage(ImageId.random());
    }

    public static CreateImage createImage(ImageId image) {
        return new CreateImage(
                OperationId.random(),
                image,
                ImageKind.LOGICAL,
                List.of(),
                new SourceInstance(InstanceId.random(), "shop", ImageType.STOCK, new PostgresVersion(15)),
                null,
                new ImageListing("monday", null, 10, new EncryptedSecret("k1:abc")));
    }
}
