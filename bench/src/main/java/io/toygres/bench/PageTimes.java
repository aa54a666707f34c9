package io.toygres.bench;

import io.toygres.e2e.api.Wire;
import io.toygres.e2e.sut.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Whether a page far down a long list takes longer than its first. */
final class PageTimes {

    private static final int IMAGES = 100_000;
    private static final String PAGE = "/api/images?limit=100";
    private static final int WARM_UP = 300;
    private static final int MEASURED = 1000;

    private final SystemUnderTest system;
    private final Cms cms;
    private final Results results;

    PageTimes(SystemUnderTest system, Cms cms, Results results) {
        this.system = system;
        this.cms = cms;
        this.results = results;
    }

    void measure() {
        cms.addImages(IMAGES);
        try (Clients clients = new Clients(system, 1)) {
            List<String> deep = deepPages(clients);
            // One of each in turn, so that whatever else the machine does meets both alike.
            compare(clients, deep.subList(0, WARM_UP));
            List<Times> firstAndDeep = compare(clients, deep);
            add("first page", firstAndDeep.getFirst());
            add("deep pages", firstAndDeep.getLast());
            for (int percent : new int[] {50, 99}) {
                results.add(
                        "100 of 100,000 images, deep pages of the first's, p" + percent,
                        firstAndDeep.getLast().percentile(percent)
                                / firstAndDeep.getFirst().percentile(percent),
                        "≤ 1.5");
            }
        }
    }

    private void add(String which, Times times) {
        results.add("100 of 100,000 images, " + which + ", p50", times.percentile(50), "ms");
        results.add("100 of 100,000 images, " + which + ", p99", times.percentile(99), "ms");
    }

    /** Paths of pages all over the list's older half, found as a client finds them. */
    private static List<String> deepPages(Clients clients) {
        List<String> pages = new ArrayList<>();
        String[] next = {PAGE};
        while (next[0] != null) {
            pages.add(next[0]);
            clients.nanosOf(connection -> {
                var body = Wire.parse(connection.get(next[0]).body());
                next[0] = body.hasNonNull("next_cursor")
                        ? PAGE + "&cursor=" + body.get("next_cursor").asText()
                        : null;
            });
        }
        // The last one is not full.
        List<String> older = new ArrayList<>(pages.subList(pages.size() / 2, pages.size() - 1));
        var random = new Random(1);
        Collections.shuffle(older, random);
        List<String> drawn = new ArrayList<>();
        while (drawn.size() < MEASURED) {
            drawn.add(older.get(random.nextInt(older.size())));
        }
        return drawn;
    }

    private static List<Times> compare(Clients clients, List<String> deep) {
        List<Long> first = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (String page : deep) {
            first.add(read(clients, PAGE));
            others.add(read(clients, page));
        }
        return List.of(Times.of(first, Duration.ofSeconds(1)), Times.of(others, Duration.ofSeconds(1)));
    }

    private static long read(Clients clients, String page) {
        return clients.nanosOf(connection -> {
            var answer = connection.get(page);
            if (answer.status() != 200) {
                throw new IllegalStateException("no page: " + answer);
            }
        });
    }
}
