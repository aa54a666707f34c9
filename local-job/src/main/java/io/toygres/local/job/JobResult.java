package io.toygres.local.job;

/**
 * What became of a pod that ran a command of the Jobs' program.
 *
 * @param exitCode 0, 42 (the Job fails), or anything else (the Job starts another pod); 128 + n after signal n
 * @param message the termination message, a JSON document; empty when the program was killed
 * @param log standard output and error
 */
public record JobResult(int exitCode, String message, String log) {}
