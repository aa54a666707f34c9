package io.toygres.tool.archive;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an archive's table of contents. All texts are {@link RawText}.
 *
 * @param id by which other entries depend on it
 * @param tag its name, for functions with their arguments
 * @param type such as {@code TABLE DATA}
 * @param definition the statements that make it; may be empty
 * @param drop the statement that removes it; empty where there is none
 * @param copy the COPY statement of table data; empty for everything else
 * @param schema empty where it is in none
 * @param accessMethod of a table, such as {@code heap}; empty where there is none
 * @param owner empty where it has none
 * @param dependencies ids of entries that must be there before it, some of which the archive may not hold
 */
public record ArchiveEntry(
        int id,
        String tag,
        String type,
        Section section,
        String definition,
        String drop,
        String copy,
        String schema,
        String accessMethod,
        String relationKind,
        String owner,
        Set<Integer> dependencies) {

    /** In which of a dump's parts it is. */
    public enum Section {
        NONE,
        PRE_DATA,
        DATA,
        POST_DATA;

        /** @param number as in an archive: 1 stands for none, 2 to 4 for the others */
        static @Nullable Section of(int number) {
            return switch (number) {
                case 1 -> NONE;
                case 2 -> PRE_DATA;
                case 3 -> DATA;
                case 4 -> POST_DATA;
                default -> null;
            };
        }
    }

    public ArchiveEntry {
        dependencies = Set.copyOf(dependencies);
    }

    public boolean is(String otherType) {
        return type.equals(otherType);
    }

    /** For people: {@code TABLE public.orders}. */
    public String inWords() {
        String name = schema.isEmpty() ? tag : schema + "." + tag;
        return type + " " + RawText.readable(name);
    }
}
