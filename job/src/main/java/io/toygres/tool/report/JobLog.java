package io.toygres.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.job.WorkProgress;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The Job's stdout: lines for people, and lines of JSON for the service that follows the Job. */
public final class JobLog {

    private static final int LONGEST_LINE = 4_000;

    private final PrintStream out;

    public JobLog(PrintStream out) {
        this.out = out;
    }

    /** One line. Never a secret, and no SQL. */
    public void say(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        String shown = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
        println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + shown);
    }

    public void progress(WorkProgress progress) {
        try {
            println(ContractJson.mapper().writeValueAsString(new WorkProgress.Line(progress)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("progress has no JSON form", e);
        }
    }

    private void println(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }
}
