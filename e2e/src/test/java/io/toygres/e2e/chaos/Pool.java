package io.toygres.e2e.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Things that several users may use at once, but that only one of them may take away, and only while nobody uses it. */
final class Pool<T> {

    private final List<T> things = new ArrayList<>();
    private final Map<T, Integer> users = new HashMap<>();

    synchronized void add(T thing) {
        things.add(thing);
    }

    /** Any of them, to be given back. */
    synchronized Optional<T> borrow(Random random) {
        Optional<T> thing = any(things, random);
        thing.ifPresent(borrowed -> users.merge(borrowed, 1, Integer::sum));
        return thing;
    }

    synchronized void giveBack(T thing) {
        users.computeIfPresent(thing, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Any that nobody uses; it is no longer here then. */
    synchronized Optional<T> take(Random random) {
        Optional<T> thing =
                any(things.stream().filter(each -> !users.containsKey(each)).toList(), random);
        thing.ifPresent(things::remove);
        return thing;
    }

    synchronized List<T> all() {
        return List.copyOf(things);
    }

    private static <T> Optional<T> any(List<T> things, Random random) {
        return things.isEmpty() ? Optional.empty() : Optional.of(things.get(random.nextInt(things.size())));
    }
}
