package io.toygres.tool.report;

import io.toygres.contract.ErrorCode;
import io.toygres.contract.job.JobExit;
import io.toygres.contract.job.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.Map;

/** Runs a command to its end: one verdict in the termination message, one exit code, nothing left running. */
public final class JobRunner {

    private static final long FULL = 1024L * 1024;

    private final JobCommand command;
    private final JobContext context;
    private final TerminationMessage message;
    private volatile boolean ended;

    public JobRunner(JobCommand command, Map<String, String> environment, JobFiles files, JobLog log) {
        this.command = command;
        this.context = JobContext.of(environment, files, log);
        this.message = new TerminationMessage(files.terminationLog());
    }

    /** @return the exit code */
    public int run() {
        try {
            Verdict verdict = command.run(context);
            message.conclude(verdict);
            context.log().say("done");
            return 0;
        } catch (JobFailure e) {
            return fail(e);
        } catch (BrokenOffException e) {
            return breakOff(e);
        } catch (RuntimeException | Error e) {
            return fail(unforeseen(e));
        } finally {
            ended = true;
            context.progress().close();
            command.stop();
            context.children().stopAll();
        }
    }

    /** Ends everything, as on SIGTERM; {@link #run} then returns too, but writes no verdict. */
    public void stop() {
        if (!ended) {
            ended = true;
            context.log().say("stopped by SIGTERM");
            command.stop();
            context.children().stopAll();
        }
    }

    private int fail(JobFailure failure) {
        if (ended) {
            return JobExit.STOPPED;
        }
        JobFailure told = workVolumeIsFull() && failure.code() != ErrorCode.WORK_VOLUME_FULL
                ? JobFailure.terminal(
                        ErrorCode.WORK_VOLUME_FULL,
                        "The job's work volume " + context.files().work() + " is full (" + failure.detail() + ")")
                : failure;
        String detail = TerminationMessage.readable(told.detail());
        context.log().say("failed: " + told.code() + ": " + detail);
        message.conclude(Verdict.Failed.of(told.code(), detail));
        return told.exitCode();
    }

    /** The other container's exit code says whether another pod is to try. */
    private int breakOff(BrokenOffException e) {
        if (ended) {
            return JobExit.STOPPED;
        }
        context.log().say("broken off: " + e.getMessage());
        message.conclude(Verdict.BrokenOff.of(String.valueOf(e.getMessage())));
        return JobExit.RETRY;
    }

    private JobFailure unforeseen(Throwable e) {
        if (!ended) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            trace.toString().lines().limit(40).forEach(context.log()::say);
        }
        return JobFailure.retried(
                command.unexpected(),
                "The job stopped where it should not have (" + e.getClass().getSimpleName()
                        + "); its log names the line.");
    }

    private boolean workVolumeIsFull() {
        try {
            return Files.getFileStore(context.files().work()).getUsableSpace() < FULL;
        } catch (IOException _) {
            return false;
        }
    }
}
