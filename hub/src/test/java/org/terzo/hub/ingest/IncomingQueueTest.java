package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.wire.SiteId;

/// Who waits for whom in front of the intake.
final class IncomingQueueTest {
    private static final int LARGE = 40_000;
    private static final int SMALL = 200;

    private final IncomingQueue queue = new IncomingQueue();

    @Test
    void aFreshSignalPassesTheBacklogOfManyGateways() throws InterruptedException {
        putBacklog(20);
        put("live", 1, SMALL);

        assertEquals("live 1", names(queue.take()).getFirst());
    }

    @Test
    void freshSignalsPassWhileBacklogIsTaken() throws InterruptedException {
        putBacklog(20);
        List<String> live = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            put("live", i, SMALL);
            live.addAll(names(queue.take()).stream().filter(name -> name.startsWith("live")).toList());
        }

        assertEquals(List.of("live 1", "live 2", "live 3", "live 4", "live 5"), live);
    }

    @Test
    void gatewaysWithBacklogGetEqualShares() throws InterruptedException {
        putBacklog(20);
        List<String> taken = new ArrayList<>();
        while (taken.size() < 100) {
            taken.addAll(names(queue.take()));
        }

        for (int gateway = 1; gateway <= 10; gateway++) {
            String name = "back-%s ".formatted(Integer.toString(gateway));
            long share = taken.stream().filter(each -> each.startsWith(name)).count();
            assertTrue(Math.abs(share - taken.size() / 10) <= 1, () -> name + share);
        }
    }

    @Test
    void theOrderOfAGatewayStaysAndNothingIsLost() throws InterruptedException {
        List<String> sent = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            put("mixed", i, i % 3 == 0 ? LARGE : SMALL);
            put("other", i, SMALL);
            sent.add("mixed " + i);
        }

        List<String> taken = takeAll();

        assertEquals(sent, taken.stream().filter(name -> name.startsWith("mixed")).toList());
        assertEquals(400, taken.size());
        assertEquals(0, queue.size());
    }

    @Test
    void aGroupIsBoundedByItsBytes() throws InterruptedException {
        putBacklog(10);
        while (queue.size() > 0) {
            List<Incoming> group = queue.take();
            assertTrue(group.stream().mapToInt(Incoming::bytes).sum() <= IncomingQueue.MOST_BYTES_AT_ONCE, group::toString);
        }
    }

    @Test
    void aMessageLargerThanAnyGroupIsTakenAlone() throws InterruptedException {
        put("odd", 1, 2 * IncomingQueue.MOST_BYTES_AT_ONCE);

        assertEquals(List.of("odd 1"), names(queue.take()));
    }

    @Test
    void aRevisionDoesNotWaitForBacklog() throws InterruptedException {
        putBacklog(20);
        Incoming revision = new Incoming.Revision(new SiteId("riva"), 2, Instant.EPOCH);
        queue.put(revision);

        assertEquals(revision, queue.take().getFirst());
    }

    private void putBacklog(int batches) throws InterruptedException {
        for (int batch = 1; batch <= batches; batch++) {
            for (int gateway = 1; gateway <= 10; gateway++) {
                put("back-" + gateway, batch, LARGE);
            }
        }
    }

    private void put(String gateway, int number, int bytes) throws InterruptedException {
        byte[] payload = new byte[bytes];
        payload[0] = (byte) number;
        queue.put(new Incoming.Message("terzo/v1/riva/" + gateway + "/observations", payload, false, Instant.EPOCH));
    }

    private List<String> takeAll() throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (queue.size() > 0) {
            all.addAll(names(queue.take()));
        }
        return all;
    }

    private static List<String> names(List<Incoming> group) {
        return group.stream()
                .map(Incoming.Message.class::cast)
                .map(message -> message.topic().split("/", -1)[3] + " " + (message.payload()[0] & 0xff))
                .toList();
    }
}
