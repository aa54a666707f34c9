package io.toygres.tool;

import io.toygres.tool.backup.BackupCommand;
import io.toygres.tool.download.DownloadCommand;
import io.toygres.tool.initialize.InitializeCommand;
import io.toygres.tool.report.JobCommand;
import io.toygres.tool.report.JobFiles;
import io.toygres.tool.report.JobLog;
import io.toygres.tool.report.JobRunner;
import io.toygres.tool.restore.RestoreCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code toygres-job backup}, and so on: what a Job's container runs. */
public final class ToygresJob {

    private static final Map<String, Supplier<JobCommand>> COMMANDS = commands();

    private ToygresJob() {}

    private static Map<String, Supplier<JobCommand>> commands() {
        Map<String, Supplier<JobCommand>> commands = new LinkedHashMap<>();
        commands.put("backup", BackupCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("download", DownloadCommand::new);
        commands.put("initialize", InitializeCommand::new);
        return commands;
    }

    public static void main(String[] arguments) {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        // Without annotations, so that a native executable needs no reflection.
        CommandSpec program = CommandSpec.wrapWithoutInspection((Callable<Integer>) ToygresJob::usage)
                .name("toygres-job");
        program.usageMessage().description("What Jobs of Toygres run in their pods, told by TOYGRES_SPEC.");
        COMMANDS.forEach((name, command) -> program.addSubcommand(
                name,
                CommandSpec.wrapWithoutInspection((Callable<Integer>) () -> run(command.get()))
                        .name(name)));
        program.addSubcommand(
                "warm-up", CommandSpec.wrapWithoutInspection(new WarmUp()).name("warm-up"));
        return new CommandLine(program);
    }

    private static int usage() {
        commandLine().usage(System.err);
        return CommandLine.ExitCode.USAGE;
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
