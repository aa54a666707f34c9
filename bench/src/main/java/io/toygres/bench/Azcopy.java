package io.toygres.bench;

import io.toygres.e2e.sut.LocalSystem.BlobStorage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** azcopy with the system's own identity, on files of this machine. */
final class Azcopy {

    private final String program;
    private final String prefix;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param logs folder for azcopy's plans and logs
     * @param prefix of the blobs, below the container
     */
    Azcopy(BlobStorage storage, Path logs, String prefix) {
        this.program = System.getenv().getOrDefault("TOYGRES_AZCOPY", "azcopy");
        this.prefix = storage.container() + "/" + prefix + "/";
        String[] token = storage.tokenUrl().getPath().split("/", -1);
        environment.put("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD");
        environment.put("AZCOPY_LOG_LOCATION", logs.toString());
        environment.put("AZCOPY_JOB_PLAN_LOCATION", logs.toString());
        environment.put("AZURE_CLIENT_ID", storage.clientId());
        environment.put("AZURE_TENANT_ID", token[1]);
        environment.put("AZURE_AUTHORITY_HOST", "https://" + storage.tokenUrl().getHost() + "/");
        environment.put("AZURE_FEDERATED_TOKEN_FILE", storage.federatedToken().toString());
        environment.put("HTTPS_PROXY", storage.proxy().toString());
        environment.put("SSL_CERT_FILE", storage.certificateAuthority().toString());
    }

    /** Files of the folder, into blobs of their names. */
    void upload(Path folder) {
        Programs.run(environment, List.of(program, "copy", folder + "/*", prefix, "--output-level", "essential"));
    }

    /** The blobs, into a folder. */
    void download(Path folder) {
        Programs.run(
                environment,
                List.of(
                        program,
                        "copy",
                        prefix + "*",
                        folder.toString(),
                        "--recursive",
                        "--output-level",
                        "essential"));
    }

    void remove() {
        Programs.run(environment, List.of(program, "remove", prefix, "--recursive", "--output-level", "essential"));
    }
}
