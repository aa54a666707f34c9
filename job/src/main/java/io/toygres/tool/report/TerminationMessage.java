package io.toygres.tool.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.toygres.contract.ContractJson;
import io.toygres.contract.job.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The container's termination message. The first verdict stands: what fails after a failure is its consequence. */
public final class TerminationMessage {

    /** Kubernetes keeps 4096 bytes of a message. */
    private static final int LONGEST_DETAIL = 900;

    private final Path file;
    private boolean written;

    TerminationMessage(Path file) {
        this.file = file;
    }

    synchronized void conclude(Verdict verdict) {
        if (written) {
            return;
        }
        written = true;
        try {
            Files.writeString(file, ContractJson.mapper().writeValueAsString(verdict));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a verdict has no JSON form", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the termination message", e);
        }
    }

    /** The detail without control characters, lone surrogates and what is beyond the bound. */
    static String readable(String detail) {
        String line = detail.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", " ");
        String cut = line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) : line;
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
