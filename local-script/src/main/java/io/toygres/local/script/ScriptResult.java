package io.toygres.local.script;

/**
 * What became of a pod that ran a script.
 *
 * @param exitCode 0, 42 (the Job fails), or anything else (the Job starts another pod); 128 + n after signal n
 * @param message the termination message, a JSON document; empty when the script was killed
 * @param log standard output and error
 */
public record ScriptResult(int exitCode, String message, String log) {}
