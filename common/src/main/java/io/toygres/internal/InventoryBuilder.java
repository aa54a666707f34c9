package io.toygres.internal;

import io.toygres.contract.Inventory;
import io.toygres.contract.Inventory.Item;
import io.toygres.contract.Inventory.Owned;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gathers what is found, by owner. For one thread. */
public final class InventoryBuilder {

    private final Map<UUID, Found> found = new LinkedHashMap<>();

    private static final class Found {
        private final Set<Item> items = new LinkedHashSet<>();
        private Instant newestAt = Instant.MIN;
        private @Nullable String name;
    }

    /** Adds an item; one that is there already gets the later time. */
    public void add(UUID owner, Item item, Instant madeAt) {
        Found of = found.computeIfAbsent(owner, _ -> new Found());
        of.items.add(item);
        of.newestAt = madeAt.isAfter(of.newestAt) ? madeAt : of.newestAt;
    }

    /** Names an owner of which something was added. */
    public void name(UUID owner, String name) {
        found.computeIfAbsent(owner, _ -> new Found()).name = name;
    }

    /** @param busy the owners that an operation works on */
    public Inventory build(Set<UUID> busy) {
        return new Inventory(found.entrySet().stream()
                .map(entry -> {
                    Found of = entry.getValue();
                    return new Owned(
                            entry.getKey(), of.name, List.copyOf(of.items), of.newestAt, busy.contains(entry.getKey()));
                })
                .toList());
    }
}
