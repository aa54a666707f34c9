package io.toygres.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.toygres.architecture.WireTypes;
import io.toygres.tool.postgres.UnixSocketFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import org.junit.jupiter.api.Test;
import org.postgresql.ssl.LibPQFactory;

/**
 * What {@code native-image} keeps for the program: every document that it reads or writes as JSON, and what the JDBC driver makes by name.
 * {@code -Dgolden.update=true} writes the file.
 */
class NativeReflectionTest {

    private static final Path FILE =
            Path.of("src/main/resources/META-INF/native-image/io.toygres/toygres-job/reflect-config.json");

    @Test
    void keepsEveryDocumentOfJobsAndImages() throws Exception {
        String expected = config();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, expected);
        }

        assertThat(Files.readString(FILE)).isEqualTo(expected);
    }

    private static String config() throws Exception {
        NavigableSet<String> names = WireTypes.of(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.toygres.contract.job", "io.toygres.contract.image"));
        names.add(UnixSocketFactory.class.getName());
        names.add(LibPQFactory.class.getName());
        var mapper = new ObjectMapper();
        ArrayNode entries = mapper.createArrayNode();
        for (String name : names) {
            entries.addObject()
                    .put("name", name)
                    .put("allDeclaredConstructors", true)
                    .put("allDeclaredMethods", true)
                    .put("allDeclaredFields", true);
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(entries) + "\n";
    }
}
