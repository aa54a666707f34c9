package io.toygres.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The things that the requests themselves have made, so that later ones find, change and delete them; nobody else's are touched. */
final class Known {

    private static final int MOST = 200;
    private static final String STEM = "fuzz-";

    private final List<String> running;
    private final List<String> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** @param running ids of instances that can be backed up */
    Known(List<String> running) {
        this.running = List.copyOf(running);
    }

    /** Takes ids and names from the answer to a command. */
    void learn(JsonNode answer) {
        for (var property : answer.properties()) {
            if (property.getValue().isValueNode()) {
                String text = property.getValue().asText();
                if (property.getKey().equals("id") || property.getKey().endsWith("_id")) {
                    keep(ids, text);
                } else if (property.getKey().equals("name") && text.startsWith(STEM)) {
                    keep(names, text);
                }
            } else {
                learn(property.getValue());
            }
        }
    }

    String id(Random random) {
        if (random.nextInt(3) == 0) {
            return running.get(random.nextInt(running.size()));
        }
        return ids.isEmpty() || random.nextInt(4) == 0
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : ids.get(random.nextInt(ids.size()));
    }

    String name(Random random) {
        return names.isEmpty() || random.nextInt(3) > 0
                ? STEM + Integer.toHexString(random.nextInt(1 << 24))
                : names.get(random.nextInt(names.size()));
    }

    private static void keep(List<String> list, String text) {
        if (list.size() == MOST) {
            list.removeFirst();
        }
        list.add(text);
    }
}
