package io.toygres.e2e.demo;

import io.toygres.e2e.api.ApiException;
import io.toygres.e2e.sut.SystemUnderTest;
import java.io.UncheckedIOException;

/** Runs the main job against a running system. Exit code 0: both instances hold the same data; 1: they do not, or a step failed. */
public final class Demo {

    private Demo() {}

    public static void main(String[] arguments) {
        Screen screen = new Screen(System.out);
        System.exit(run(screen) ? 0 : 1);
    }

    private static boolean run(Screen screen) {
        try {
            return new MainJob(SystemUnderTest.find(), screen).run();
        } catch (ApiException | IllegalStateException | UncheckedIOException e) {
            screen.failure(e);
            return false;
        }
    }
}
