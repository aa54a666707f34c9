package io.toygres.bench;

/** A part of {@code docs/benchmarks.md}: what one command has measured in one run. */
enum Section {
    API("API", """
            Written by `./toygres bench api`.

            :machine, :date.

            | what | measured | |
            |---|---:|---|
            :lines

            - pgbench runs `INSERT` of one row (`-c 8 -M prepared`) on the CMS's server, before and after the commands; the mean counts. It also
              writes what one command leaves (image, operation, message, with their indexes), in one statement and with no client but itself:
              no service can be quicker than this while each command is a transaction of its own.
            - The commands are measured with no worker running, so that thousands of accepted backups start no Job; the relay sends them
              to Kafka all the while. The instances are made over HTTP and said to run by SQL.
            - Of 100,000 images, the first page and a random page of the older half are read in turn.
            - A Job counts as there when a watch tells of it; one backup at a time, with the workers running.
            """),

    IMAGES("Images", """
            Written by `./toygres bench images`.

            :machine, :date. Medians of rounds that alternate; seconds, and each beside ours.

            | what | measured | |
            |---|---:|---|
            :lines

            - Ours: from the `POST` until the API says `available` or `running`, so with the Job's start, the verification of what arrived, and the
              server's start.
            - The recipe: `pg_dump -Fc` of each database into a file and `azcopy copy` of the files; `azcopy copy` of them, `initdb`, a server with its
              defaults, `pg_restore --create` of each.
            - The recipe as a Job: the same in a Job whose pod is like that of ours, from its creation until it is complete, for the restore with the
              server's shutdown and without the instance's start.
            - The floor of a backup: the slower of `pg_dump -Z0` of each database to nowhere and `azcopy copy` of a file as long as our image. Of a
              restore: a fresh server with its defaults and `pg_restore -j` with as many jobs as there are cores, from files that are there.
            - pgBackRest: a full backup with `--start-fast` until its WAL is archived, and `restore --type=immediate` into an empty folder until a server
              on it takes connections. Its server has the same databases, is made by `initdb`, and archives to the same Azurite, with a shared
              access signature of the system's own identity and past the proxy that the Jobs go through. zstd of level 1 as ours, as many
              processes as there are cores, small files in bundles. No Job, no instance: what ours takes for these is in the ratio.
            - The memory of a pod: the most that its processes had at once, looked at four times a second: a shorter peak may be missed, and the
              looks take three hundredths of a core from ours. What processes share counts once (Linux' PSS), the page cache not at all. Staged:
              the most in files of the pod's volumes that are gone with it. Both are medians of the rounds.
            - The machine's cores are shared by the instance, the Job, Azurite and all services.

            Where a goal is missed, and what would reach it:

            - A backup of mixed data waits for Azurite, which takes 6 s of one core for 196 MB (it computes checksums in JavaScript, in one thread); the
              dump, zstd, azcopy and the Job's program share the other core. A storage on another machine is not measured here.
            - A restore of mixed data keeps both cores busy: the rows of large tables come in two archives, which load at once, and gain nothing on two
              cores (three rounds each: 14.3 s beside 14.6 s in one archive). Then come the rest of the indexes, the shutdown, and writing 700 MB to
              disk, which the recipe does not wait for.
            - Of a small backup or restore, half of the time is that of services that have just started: on a JVM that has run a few, a backup takes
              2.7 s and not 6.2 s. A native executable would not have to warm up. A small restore begins with initdb, and starts a server twice.
            - Of a physical image pgBackRest starts no Job and no instance, sends files side by side instead of one tar, and leaves the reading of the
              copy's files by `pg_verifybackup` to its user.
            - Of 40 databases, each costs a restore 0.2 s: a copy of template0, four sessions, and the questions by which it is compared.
            """),

    LARGE_IMAGES("Images of 10 GB", """
            Written by `./toygres bench images --large`.

            :machine, :date. One backup and one restore of each kind; seconds.

            | what | measured | |
            |---|---:|---|
            :lines

            - One database with four tables: 24 million short rows, 5 million texts, 2 million JSON documents with a GIN index, and 3.4 GB that
              nothing can compress. It is vacuumed before.
            - Times, memory and staging are measured as above. The page cache counts for the pod's limit on a cluster, which takes it back when
              memory is short.
            """),

    START("Start", """
            Written by `./toygres bench start`.

            :machine, :date. Medians.

            | what | measured | |
            |---|---:|---|
            :lines

            - From the start of the process until `/q/health/ready` says so, with database, broker and cluster there. One service starts at a time.
            - After a SIGKILL, a command to a worker was sent while the worker was dead, one to api-service or through the broker as soon as it was
              ready. It is applied when the API shows the worker's first event of it; what the system does besides is to take partitions over.
            - Native ones are measured where all three executables are (`mvn package -Dnative`).
            """);

    static final String INTRODUCTION = """
            # Benchmarks

            Everything of a section was measured in one run on one machine, whose cores the local system, its clients and what it is measured beside
            share. So the ratios count, and a figure only beside the others.
            """;

    private final String title;
    private final String text;

    Section(String title, String text) {
        this.title = title;
        this.text = text;
    }

    String heading() {
        return "## " + title;
    }

    String text() {
        return text;
    }
}
