package io.toygres.provisioner.jobs;

import io.toygres.local.job.JobResult;
import io.toygres.local.job.JobRun;

/** The two containers of a restore, running. */
record TestRestore(JobRun downloader, JobRun loader) implements AutoCloseable {

    /** Waits for both. What a service would make of them: the verdict of the one that did not end because of the other. */
    JobResult await() {
        JobResult load = loader.await();
        JobResult download = downloader.await();
        String log = download.log() + load.log();
        boolean downloadFailed = download.exitCode() != 0 && !download.message().contains("broken_off");
        return downloadFailed
                ? new JobResult(download.exitCode(), download.message(), log)
                : new JobResult(load.exitCode(), load.message(), log);
    }

    /** SIGKILL to both, as when the node goes away. */
    @Override
    public void close() {
        loader.kill();
        downloader.kill();
    }
}
