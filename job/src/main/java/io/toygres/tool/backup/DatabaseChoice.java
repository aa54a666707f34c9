package io.toygres.tool.backup;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.image.BackupResult.Skipped;
import io.toygres.tool.report.JobFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which databases go into the image, in the order in which they are dumped, the largest first.
 *
 * @param skipped those that were not asked for by name and can't be dumped
 */
record DatabaseChoice(List<ListedDatabase> taken, List<Skipped> skipped) {

    /**
     * @param named the databases that were asked for; empty for all
     * @throws JobFailure when one of these is not there or can't be dumped
     */
    static DatabaseChoice of(List<ListedDatabase> listed, List<String> named) {
        for (String name : named) {
            listed.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .ifPresentOrElse(DatabaseChoice::mustBeDumpable, () -> {
                        throw JobFailure.terminal(
                                ErrorCode.DATABASE_NOT_FOUND,
                                "The server has no database named \"" + name + "\" that could be backed up.");
                    });
        }
        List<ListedDatabase> taken = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (ListedDatabase one : listed) {
            if (named.isEmpty() || named.contains(one.name())) {
                obstacle(one).ifPresentOrElse(why -> skipped.add(new Skipped(one.name(), why)), () -> taken.add(one));
            }
        }
        return new DatabaseChoice(List.copyOf(taken), List.copyOf(skipped));
    }

    private static void mustBeDumpable(ListedDatabase database) {
        obstacle(database).ifPresent(why -> {
            throw JobFailure.terminal(
                    ErrorCode.DUMP_FAILED,
                    "Database \"" + database.name() + "\" cannot be dumped: " + why
                            + ". "
                            + (database.takesConnections()
                                    ? "Name others."
                                    : "Allow connections to it, or name others."));
        });
    }

    private static Optional<String> obstacle(ListedDatabase database) {
        if (database.broken()) {
            return Optional.of("dropping it was interrupted");
        }
        if (database.template()) {
            return Optional.of("it is a template (ALTER DATABASE ... IS_TEMPLATE false makes it an ordinary one)");
        }
        if (database.encoding().equals("MULE_INTERNAL")) {
            return Optional.of("it is in MULE_INTERNAL, which PostgreSQL does not convert to UTF8");
        }
        return database.takesConnections() ? Optional.empty() : Optional.of("it allows no connections");
    }
}
