package io.toygres.provisioner.jobs;

import io.toygres.local.script.ScriptResult;
import io.toygres.local.script.ScriptRun;

/** The two containers of a restore, running. */
record TestRestore(ScriptRun downloader, ScriptRun loader) implements AutoCloseable {

    /** Waits for both. What a service would make of them: the verdict of the one that did not end because of the other. */
    ScriptResult await() {
        ScriptResult load = loader.await();
        ScriptResult download = downloader.await();
        String log = download.log() + load.log();
        boolean downloadFailed = download.exitCode() != 0 && !download.message().contains("broken_off");
        return downloadFailed
                ? new ScriptResult(download.exitCode(), download.message(), log)
                : new ScriptResult(load.exitCode(), load.message(), log);
    }

    /** SIGKILL to both, as when the node goes away. */
    @Override
    public void close() {
        loader.kill();
        downloader.kill();
    }
}
