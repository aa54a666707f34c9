package io.toygres.api.user;

import io.toygres.api.access.CallerCache;
import io.toygres.api.access.CurrentCaller;
import io.toygres.api.access.Role;
import io.toygres.api.audit.Audit;
import io.toygres.api.http.Page;
import io.toygres.api.http.PageQuery;
import io.toygres.api.problem.Problem;
import io.toygres.api.problem.ProblemCode;
import io.toygres.api.problem.ProblemException;
import io.toygres.database.Database;
import io.toygres.database.Tx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Creates, changes and removes users, and knows them by their password. What they lose they lose at once, on every replica. */
@ApplicationScoped
public class Users {

    private final Database database;
    private final UserStore store;
    private final PasswordHash hashes;
    private final CallerCache cache;
    private final LoginBrake brake;
    private final Audit audit;
    private final Clock clock;

    Users(
            Database database,
            UserStore store,
            PasswordHash hashes,
            CallerCache cache,
            LoginBrake brake,
            Audit audit,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.hashes = hashes;
        this.cache = cache;
        this.brake = brake;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The user who has that name and password; takes as long when there is none, or a disabled one.
     *
     * @param address from where they say so
     * @throws ProblemException TOO_MANY_LOGINS
     */
    public Optional<User> authenticate(String name, String password, String address) {
        LoginBrake.Attempt attempt = LoginBrake.Attempt.of(name, address);
        brake.check(attempt);
        Optional<User> user = find(name, password);
        user.ifPresentOrElse(_ -> brake.succeeded(attempt), () -> brake.failed(attempt));
        return user;
    }

    private Optional<User> find(String name, String password) {
        Optional<UserStore.WithPassword> found = database.withConnection(tx -> store.named(tx, name));
        boolean right =
                hashes.matches(password, found.map(UserStore.WithPassword::hash).orElse(null));
        return found.map(UserStore.WithPassword::user).filter(user -> right && !user.disabled());
    }

    Page<User> page(PageQuery query) {
        return database.withConnection(tx -> store.page(tx, query));
    }

    /** @throws ProblemException USER_NOT_FOUND */
    User find(UUID id) {
        return database.withConnection(tx -> store.find(tx, id)).orElseThrow(() -> unknown(id));
    }

    /** @throws ProblemException VALIDATION_FAILED, PROJECT_NOT_FOUND or USER_NAME_TAKEN */
    User create(CreateUserRequest request) {
        String name = Objects.requireNonNull(request.name());
        String hash = hash("password", Objects.requireNonNull(request.password()), name);
        Role role = Role.parse(Objects.requireNonNull(request.role()));
        Instant now = clock.instant();
        User user = new User(UUID.randomUUID(), name, role, projects(role, request.projectNames()), false, now, now);
        return database.inTransaction(tx -> {
            checkProjects(tx, user);
            if (!store.insert(tx, user, hash)) {
                throw new ProblemException(ProblemCode.USER_NAME_TAKEN, "name", "There is a user named " + name + ".");
            }
            audit.done(tx, "user " + name, null);
            return user;
        });
    }

    /** @throws ProblemException USER_NOT_FOUND, VALIDATION_FAILED, PROJECT_NOT_FOUND or LAST_ADMIN */
    User change(UUID id, ChangeUserRequest request) {
        return database.inTransaction(tx -> {
            List<UUID> admins = store.lockAdmins(tx);
            User found = store.lock(tx, id).orElseThrow(() -> unknown(id));
            User changed = request.applyTo(found, clock.instant());
            checkProjects(tx, changed);
            if (changed.role() != Role.ADMIN || changed.disabled()) {
                refuseLast(admins, id);
            }
            store.change(tx, changed);
            if (request.password() != null) {
                store.password(tx, id, hash("password", request.password(), found.name()), clock.instant());
            }
            cache.changed(tx);
            audit.done(tx, "user " + found.name(), null);
            return changed;
        });
    }

    /** @throws ProblemException USER_NOT_FOUND or LAST_ADMIN */
    void delete(UUID id) {
        database.useTransaction(tx -> {
            List<UUID> admins = store.lockAdmins(tx);
            User found = store.lock(tx, id).orElseThrow(() -> unknown(id));
            refuseLast(admins, id);
            audit.done(tx, "user " + found.name(), null);
            store.delete(tx, id);
            cache.changed(tx);
        });
    }

    /**
     * Ends all of the user's sessions.
     *
     * @throws ProblemException VALIDATION_FAILED when the current password is another, or the new one is weak
     */
    public void changePassword(String name, String current, String wanted, String address) {
        User user = authenticate(name, current, address)
                .orElseThrow(() ->
                        invalid("current_password", "is not your password. Send the one that you logged in with."));
        String hash = hash("new_password", wanted, name);
        database.useTransaction(tx -> {
            store.password(tx, user.id(), hash, clock.instant());
            cache.changed(tx);
            audit.done(tx, null, null);
        });
    }

    private String hash(String field, String password, String name) {
        PasswordRules.complaint(password, name).ifPresent(complaint -> {
            throw invalid(field, complaint);
        });
        return hashes.of(password);
    }

    private void checkProjects(Tx tx, User user) {
        store.missing(tx, user.projects()).stream().findFirst().ifPresent(missing -> {
            throw new ProblemException(
                    CurrentCaller.unknownProject(missing).problem().atField("projects"));
        });
    }

    /** An admin reaches all projects, those to come as well. */
    static List<String> projects(Role role, List<String> named) {
        return role == Role.ADMIN ? List.of() : named;
    }

    private static void refuseLast(List<UUID> admins, UUID id) {
        if (admins.equals(List.of(id))) {
            throw new ProblemException(ProblemCode.LAST_ADMIN, "Nobody else is an admin.");
        }
    }

    private static ProblemException invalid(String field, String complaint) {
        int end = complaint.indexOf(". ");
        return new ProblemException(Problem.invalid(
                List.of(new Problem.FieldError(field, complaint.substring(0, end), complaint.substring(end + 2)))));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(ProblemCode.USER_NOT_FOUND, "There is no user " + id + ".");
    }
}
