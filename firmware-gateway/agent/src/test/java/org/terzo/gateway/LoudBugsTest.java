package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoudBugsTest {
    @Test
    void aThreadThatMeetsABugEndsTheProgramToBeStartedAgain() throws InterruptedException {
        List<Integer> codes = Collections.synchronizedList(new ArrayList<>());
        Thread uplink = Thread.ofVirtual().name("uplink").uncaughtExceptionHandler(new LoudBugs(codes::add)).start(() -> {
            throw new IllegalStateException("no such lane");
        });

        uplink.join();

        assertEquals(List.of(75), codes);
    }
}
