package io.toygres.api.operation;

import static java.util.Map.entry;

import io.toygres.contract.Progress;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What users read on a timeline where a worker tells no more than the name of its step, or of a Job's phase. What a worker says in words of
 * its own stays as it is, as does a step that only a newer one has.
 */
final class StepSentences {

    private static final String UNDOING = "Undoing: ";

    private static final Map<String, String> DOING = Map.ofEntries(
            entry("await-slot", "Waiting for a free place among the backups and restores"),
            entry("claim-image", "Making a place for the image in the storage"),
            entry("create-job", "Starting the program that copies the data"),
            entry("await-job", "Copying the data"),
            entry("check-listing", "Checking that every file has arrived"),
            entry("verify-files", "Reading the stored files back"),
            entry("remove-other-attempts", "Removing what an interrupted try left"),
            entry("write-manifest", "Completing the image"),
            entry("create-volume", "Creating the volume"),
            entry("await-volume", "Waiting for the volume"),
            entry("create-secret", "Storing the password"),
            entry("create-config", "Configuring the server"),
            entry("create-certificate", "Issuing the server's certificate"),
            entry("create-server", "Creating the server"),
            entry("await-server", "Waiting for the server to start"),
            entry("create-service", "Asking for an address"),
            entry("await-address", "Waiting for the address"),
            entry("test-connection", "Connecting to the server"),
            entry("delete-job", "Stopping the program that copies the data"),
            entry("delete-manifest", "Withdrawing the image"),
            entry("delete-files", "Deleting the image's files"),
            entry("remove-restore-job", "Stopping the program that copies the data"),
            entry("remove-service", "Giving the address back"),
            entry("remove-server", "Stopping the server"),
            entry("remove-config", "Removing the server's configuration"),
            entry("remove-certificate", "Removing the server's certificate"),
            entry("remove-secret", "Removing the password"),
            entry("remove-volume", "Removing the volume with its data"),
            entry("confirm", "Making sure that nothing is left"));

    /** By the steps that are undone: the step that does what the undo does. */
    private static final Map<String, String> UNDONE_AS = Map.of(
            "claim-image", "delete-files",
            "create-job", "delete-job",
            "create-volume", "remove-volume",
            "create-secret", "remove-secret",
            "create-config", "remove-config",
            "create-certificate", "remove-certificate",
            "create-server", "remove-server",
            "create-service", "remove-service");

    /** As a Job says it, with or without the database. */
    private static final Pattern PHASE = Pattern.compile("(Dump|Load|Index)(?:: (.+))?", Pattern.DOTALL);

    private static final Map<String, String> PHASES = Map.of(
            "Dump", "Copying",
            "Load", "Loading",
            "Index", "Building the indexes of");

    private StepSentences() {}

    static Progress told(Progress progress) {
        return new Progress(progress.step(), sentence(progress), progress.doneBytes(), progress.totalBytes());
    }

    private static String sentence(Progress progress) {
        String step = progress.step();
        String message = progress.message();
        if (message.equals(named(step))) {
            return DOING.getOrDefault(step, message);
        }
        if (message.equals(UNDOING + named(step))) {
            String undone = DOING.get(UNDONE_AS.getOrDefault(step, ""));
            return undone == null
                    ? message
                    : UNDOING + undone.substring(0, 1).toLowerCase(Locale.ROOT) + undone.substring(1);
        }
        Matcher phase = PHASE.matcher(message);
        return step.equals("await-job") && phase.matches()
                ? PHASES.get(phase.group(1)) + (phase.group(2) == null ? " the data" : " database " + phase.group(2))
                : message;
    }

    /** As workers do it: {@code create-job} is {@code Create job}. */
    private static String named(String step) {
        return step.isEmpty()
                ? step
                : Character.toUpperCase(step.charAt(0)) + step.substring(1).replace('-', ' ');
    }
}
