package io.toygres.tool;

import io.toygres.tool.backup.BackupCommand;
import io.toygres.tool.download.DownloadCommand;
import io.toygres.tool.initialize.InitializeCommand;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobFiles;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.report.JobRunner;
import io.toygres.tool.restore.RestoreCommand;
import io.toygres.tool.warmup.WarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;

/** {@code toygres-job backup}, and so on: what a Job's container runs. Its one argument needs no library, which would be half of its start. */
public final class ToygresJob {

    private static final String USAGE = """
            Usage: toygres-job backup | restore | download | initialize | warm-up
            What Jobs of Toygres run in their pods, told by TOYGRES_SPEC.""";

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private ToygresJob() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.exit(run(arguments.length == 1 ? arguments[0] : ""));
    }

    private static int run(String command) throws IOException, InterruptedException {
        return switch (command) {
            case "backup" -> run(new BackupCommand());
            case "restore" -> run(new RestoreCommand());
            case "download" -> run(new DownloadCommand());
            case "initialize" -> run(new InitializeCommand());
            case "warm-up" -> {
                yield warmUp();
            }
            case "--help" -> {
                System.out.println(USAGE);
                yield OK;
            }
            default -> {
                System.err.println(USAGE);
                yield MISUSED;
            }
        };
    }

    /** What waits for a command that has failed ends with this program. */
    private static int warmUp() throws IOException, InterruptedException {
        try {
            WarmUp.run();
            return OK;
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int run(JobCommand command) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        JobRunner runner = new JobRunner(command, System.getenv(), JobFiles.ofPod(), new JobLog(out));
        // Also called at a regular end, when there is nothing left to stop. After SIGTERM the JVM exits with 143 by
        // itself.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(runner::stop));
        return runner.run();
    }
}
