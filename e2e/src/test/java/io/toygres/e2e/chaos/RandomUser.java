package io.toygres.e2e.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.toygres.e2e.api.Accepted;
import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.api.Image;
import io.toygres.e2e.api.Instance;
import io.toygres.e2e.api.NewImage;
import io.toygres.e2e.api.NewInstance;
import io.toygres.e2e.api.Operation;
import io.toygres.e2e.api.Password;
import io.toygres.e2e.api.SpecialPassword;
import io.toygres.e2e.api.ToygresApi;
import io.toygres.e2e.fixture.Toygres;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/** Somebody who does one random thing after the other, each to its end. */
final class RandomUser {

    /** What names of instances and images begin with. */
    static final String STEM = "chaos";

    private static final int LONGEST_PAUSE_MS = 1500;
    private static final int LONGEST_BEFORE_CANCEL_MS = 6000;
    private static final double CANCELLED = 0.15;

    private final PatientApi api;
    private final Lot lot;
    private final Ledger ledger;
    private final Marks marks;
    private final Random random;

    RandomUser(PatientApi api, Lot lot, Ledger ledger, Marks marks, Random random) {
        this.api = api;
        this.lot = lot;
        this.ledger = ledger;
        this.marks = marks;
        this.random = random;
    }

    /** Does one thing, if what it takes is there, and rests a little. */
    void act() throws InterruptedException {
        try {
            switch (random.nextInt(10)) {
                case 0, 1 -> create();
                case 2, 3, 4 -> backUp();
                case 5, 6 -> restore();
                case 7 -> deleteInstance();
                case 8 -> deleteImage();
                default -> deleteFailed();
            }
        } catch (ApiException | SQLException | IllegalStateException e) {
            ledger.fault(String.valueOf(e.getMessage()));
        }
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MS));
    }

    private void create() throws InterruptedException, SQLException {
        if (lot.roomForInstances.tryAcquire()) {
            Password password = SpecialPassword.random();
            make(NewInstance.empty(Toygres.unique(STEM), password), password, List.of());
        }
    }

    private void restore() throws InterruptedException, SQLException {
        Optional<MadeImage> borrowed = lot.images.borrow(random);
        if (borrowed.isEmpty()) {
            return;
        }
        MadeImage image = borrowed.get();
        try {
            if (lot.roomForInstances.tryAcquire()) {
                make(NewInstance.restored(Toygres.unique(STEM), image.id()), image.password(), image.marks());
            }
        } finally {
            lot.images.giveBack(image);
        }
    }

    private void make(NewInstance request, Password password, List<String> expected)
            throws InterruptedException, SQLException {
        Accepted<Instance> accepted = api.command("POST", "/api/instances", request, Instance.class);
        UUID id = accepted.resource().id();
        if (!follow(accepted.operationId(), true).succeeded()) {
            lot.failed.add("/api/instances/" + id);
            return;
        }
        Instance instance = api.get("/api/instances/" + id, Instance.class);
        MadeInstance made = new MadeInstance(instance, password, expected);
        marks.difference(made).ifPresent(ledger::fault);
        lot.instances.add(marks.add(made));
    }

    private void backUp() throws InterruptedException {
        Optional<MadeInstance> borrowed = lot.instances.borrow(random);
        if (borrowed.isEmpty()) {
            return;
        }
        MadeInstance source = borrowed.get();
        try {
            if (lot.roomForImages.tryAcquire()) {
                backUp(source);
            }
        } finally {
            lot.instances.giveBack(source);
        }
    }

    private void backUp(MadeInstance source) throws InterruptedException {
        NewImage request = new NewImage(Toygres.unique(STEM), source.instance().id());
        Accepted<Image> accepted = api.command("POST", "/api/images", request, Image.class);
        UUID id = accepted.resource().id();
        if (follow(accepted.operationId(), true).succeeded()) {
            lot.images.add(new MadeImage(id, source.password(), source.marks()));
        } else {
            lot.failed.add("/api/images/" + id);
        }
    }

    private void deleteInstance() throws InterruptedException {
        Optional<MadeInstance> taken = lot.instances.take(random);
        if (taken.isPresent()) {
            delete(taken.get().path());
        }
    }

    private void deleteImage() throws InterruptedException {
        Optional<MadeImage> taken = lot.images.take(random);
        if (taken.isPresent()) {
            delete(taken.get().path());
        }
    }

    private void deleteFailed() throws InterruptedException {
        Optional<String> taken = lot.failed.take(random);
        if (taken.isPresent()) {
            delete(taken.get());
        }
    }

    private void delete(String path) throws InterruptedException {
        UUID operation = api.command("DELETE", ToygresApi.forGood(path), null, JsonNode.class)
                .operationId();
        if (follow(operation, false).succeeded()) {
            lot.deleted.add(path);
            Semaphore room = path.startsWith("/api/images/") ? lot.roomForImages : lot.roomForInstances;
            room.release();
        }
    }

    /** Waits for the end, and sometimes asks for it. */
    private Operation follow(UUID operation, boolean cancellable) throws InterruptedException {
        ledger.asked();
        boolean cancel = cancellable && random.nextDouble() < CANCELLED;
        if (cancel) {
            Thread.sleep(random.nextInt(LONGEST_BEFORE_CANCEL_MS));
            int status =
                    api.send("POST", "/api/operations/" + operation + "/cancel").status();
            if (status != 202 && status != 409) {
                ledger.fault("the cancel of operation %s was answered with %d".formatted(operation, status));
            }
        }
        Operation end = api.await(operation);
        ledger.ended(end, cancel);
        return end;
    }
}
