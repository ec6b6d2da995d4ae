package org.terzo.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.terzo.hub.live.LiveFeed.Audience;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

final class LiveFeedTest {
    private final LiveFeed feed = new LiveFeed(0);
    private final List<String> seen = new ArrayList<>();

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            feed.publish("desk", "data", Audience.EVERYBODY);
        }
    }

    private void join(OptionalLong lastSeen) {
        feed.join(Audience.MANAGERS, lastSeen, () -> "all", event -> seen.add(event.name() + " " + event.id()));
    }

    @Test
    void whoIsNewGetsASnapshotAndThenWhatFollows() {
        publish(2);
        join(OptionalLong.empty());
        publish(1);

        assertEquals(List.of("snapshot 2", "desk 3"), seen);
    }

    @Test
    void whoWasAwayGetsWhatItMissedAndNothingTwice() {
        publish(3);
        join(OptionalLong.of(1));
        publish(1);

        assertEquals(List.of("desk 2", "desk 3", "desk 4"), seen);
    }

    @Test
    void whoMissedMoreThanIsKeptGetsASnapshot() {
        publish(10_001);
        join(OptionalLong.of(0));
        assertEquals(List.of("snapshot 10001"), seen);

        seen.clear();
        join(OptionalLong.of(1));
        assertEquals(10_000, seen.size());
    }

    @Test
    void aReaderGetsOnlyWhatIsForItsKind() {
        feed.join(Audience.MEMBERS, OptionalLong.empty(), () -> "all", event -> seen.add(event.name()));
        feed.publish("gateway", "data", Audience.MANAGERS);
        feed.publish("desk", "data", Audience.EVERYBODY);

        assertEquals(List.of("snapshot", "desk"), seen);
    }

    @Test
    void readersThatJoinTogetherShareASnapshotUntilSomethingIsSoOrTimePasses() {
        AtomicInteger made = new AtomicInteger();
        Consumer<Audience> comes = kind -> feed.join(kind, OptionalLong.empty(), made::incrementAndGet, event -> seen.add(event.name() + " " + event.data()));

        comes.accept(Audience.MANAGERS);
        comes.accept(Audience.MANAGERS);
        comes.accept(Audience.MEMBERS);
        feed.renewSnapshots();
        comes.accept(Audience.MANAGERS);
        assertEquals(List.of("snapshot 1", "snapshot 1", "snapshot 2", "snapshot 3"), seen);

        publish(1);
        seen.clear();
        comes.accept(Audience.MANAGERS);
        assertEquals(List.of("snapshot 4"), seen);
    }

    @Test
    void anEventIsWrittenOnceForFiveThousandReadersOnSeveralThreads() {
        AtomicInteger written = new AtomicInteger();
        List<LiveEvent> sent = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 5_000; i++) {
            feed.join(Audience.MEMBERS, OptionalLong.of(0), () -> "all", sent::add);
        }
        publish(3);

        Set<String> texts = sent.parallelStream().map(event -> event.text(_ -> "text " + written.incrementAndGet())).collect(Collectors.toSet());

        assertEquals(15_000, sent.size());
        assertEquals(3, written.get());
        assertEquals(Set.of("text 1", "text 2", "text 3"), texts);
    }

    @Test
    void aReaderThatJoinsInTheMiddleOfChangesMissesNoneAndGetsThemInOrder() throws InterruptedException {
        AtomicInteger joined = new AtomicInteger();
        AtomicInteger published = new AtomicInteger();
        Thread site = Thread.ofPlatform().start(() -> {
            while (joined.get() < 50) {
                publish(1);
                published.incrementAndGet();
            }
        });
        List<List<Long>> readers = new ArrayList<>();
        while (joined.get() < 50) {
            List<Long> ids = new ArrayList<>();
            readers.add(ids);
            feed.join(Audience.MANAGERS, OptionalLong.empty(), () -> "all", event -> ids.add(event.id()));
            joined.incrementAndGet();
            Thread.onSpinWait();
        }
        site.join();

        for (List<Long> ids : readers) {
            assertEquals(LongStream.rangeClosed(ids.getFirst(), published.get()).boxed().toList(), ids);
        }
    }

    @Test
    void aReaderThatReadsNothingIsCutOffAndLeaves() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        Flux<LiveEvent> events = Flux.create(
                sink -> sink.onDispose(feed.join(Audience.MANAGERS, OptionalLong.empty(), () -> "all", sink::next)::run),
                FluxSink.OverflowStrategy.BUFFER);
        LiveStream.inOrder(events).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(LiveEvent event) {
                first.countDown();
            }

            @Override
            protected void hookOnComplete() {
                ended.countDown();
            }
        });
        assertTrue(first.await(10, TimeUnit.SECONDS));
        assertEquals(1, feed.readers());

        publish(2_100);

        assertTrue(ended.await(10, TimeUnit.SECONDS));
        assertEquals(0, feed.readers());
    }
}
