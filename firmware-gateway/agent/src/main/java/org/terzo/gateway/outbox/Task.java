package org.terzo.gateway.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Receipt;

/// What the outbox's writer is asked to do.
sealed interface Task {
    /// Completes with the number of the last record.
    ///
    /// @param boot as in `StoredRecord`
    record Append(List<LogRecord> records, Optional<String> bookmark, Optional<String> boot, CompletableFuture<Long> done) implements Task {}

    /// Times since `boot` become times of day; those of other boots will never be known and go as they are.
    record Repair(String boot, Duration correction, CompletableFuture<Long> done) implements Task {}

    record Settle(Receipt receipt, CompletableFuture<OutboxState> done) implements Task {}

    record Close(CompletableFuture<Long> done) implements Task {}

    /// Tells the caller that it is written.
    default void succeed(OutboxState state) {
        switch (this) {
            case Append(var _, var _, var _, CompletableFuture<Long> done) -> done.complete(state.last());
            case Repair(var _, var _, CompletableFuture<Long> done) -> done.complete(state.last());
            case Settle(var _, CompletableFuture<OutboxState> done) -> done.complete(state);
            case Close(CompletableFuture<Long> done) -> done.complete(state.last());
        }
    }

    default void fail(Exception reason) {
        switch (this) {
            case Append(var _, var _, var _, CompletableFuture<Long> done) -> done.completeExceptionally(reason);
            case Repair(var _, var _, CompletableFuture<Long> done) -> done.completeExceptionally(reason);
            case Settle(var _, CompletableFuture<OutboxState> done) -> done.completeExceptionally(reason);
            case Close(CompletableFuture<Long> done) -> done.completeExceptionally(reason);
        }
    }
}
