package io.toygres.e2e.demo;

import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operations;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.compare.Comparison;
import io.toygres.e2e.dataset.DataSet;
import io.toygres.e2e.postgres.Server;
import io.toygres.e2e.sut.Routes;
import io.toygres.e2e.sut.SystemUnderTest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Create an instance, fill it, back it up, restore the image as a second instance, compare the two. */
final class MainJob {

    private static final Duration BOUND = Duration.ofMinutes(10);

    private final SystemUnderTest system;
    private final ToygresApi api;
    private final Operations operations;
    private final Routes routes;
    private final Screen screen;
    private final String suffix =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
    private final Password password = SpecialPassword.random();

    MainJob(SystemUnderTest system, Screen screen) {
        this.system = system;
        this.api = system.login();
        this.operations = new Operations(api);
        this.routes = new Routes(system);
        this.screen = screen;
    }

    /** Whether both instances hold the same. */
    boolean run() {
        Instance source = screen.phase("Create instance demo-" + suffix, this::createSource);
        Server sourceServer = Server.of(source, password, routes);
        screen.phase("Fill it: several databases and a table of more than 200 MB", () -> fill(sourceServer));
        Image image = screen.phase("Back it up into image demo-" + suffix, () -> backUp(source));
        Instance restored =
                screen.phase("Restore the image as instance demo-" + suffix + "-copy", () -> restore(image));
        Server restoredServer = Server.of(restored, password, routes);
        Comparison comparison = screen.phase(
                "Compare every table of every database", () -> Comparison.of(sourceServer, restoredServer));
        new Closing(screen, system).show(comparison, sourceServer, restoredServer);
        return comparison.same();
    }

    private Instance createSource() {
        Accepted<Instance> accepted = api.create(NewInstance.empty("demo-" + suffix, password));
        return running(accepted);
    }

    private Server fill(Server server) {
        new DataSet(server).load();
        return server;
    }

    private Image backUp(Instance source) {
        Accepted<Image> accepted = api.create(new NewImage("demo-" + suffix, source.id()));
        await(accepted);
        Image image = api.image(accepted.resource().id());
        Long size = image.sizeBytes();
        if (size != null) {
            screen.line("the image has " + Screen.bytes(size));
        }
        return image;
    }

    private Instance restore(Image image) {
        return running(api.create(NewInstance.restored("demo-" + suffix + "-copy", image.id())));
    }

    private Instance running(Accepted<Instance> accepted) {
        await(accepted);
        return api.instance(accepted.resource().id());
    }

    private void await(Accepted<?> accepted) {
        UUID operation = accepted.operationId();
        operations.awaitSuccess(operation, BOUND, screen::progress);
    }
}
