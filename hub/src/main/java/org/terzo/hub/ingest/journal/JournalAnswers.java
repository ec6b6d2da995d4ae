package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.Gap;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.Standing;
import org.terzo.wire.SiteId;

/// What the journal's readers ask. They have their own connection, see what is committed, and never wait for a commit.
public final class JournalAnswers {
    private final EntryTable entries;
    private final LogTable logs;
    private final DeadLetters letters;

    JournalAnswers(JournalFile reader) {
        this.entries = new EntryTable(reader);
        this.logs = new LogTable(reader);
        this.letters = new DeadLetters(reader);
    }

    /// Where a log stands now, and what was counted and noticed in the range.
    ///
    /// @param began when its first number came; empty where none did
    /// @param gaps the lowest, as many as were asked for
    public record LogAnswer(LogKey log, Optional<Instant> began, long through, Counts counts, List<Gap> gaps) {}

    /// @param missing how many numbers its open gaps hold
    public record LogStanding(LogKey log, Counts counts, long missing) {}

    /// @param lost how many letters went because there were too many
    public record Letters(List<Rejection> page, long lost) {}

    List<JournalEntry> after(long position, int atMost) throws IOException {
        return entries.after(position, atMost);
    }

    public List<LogAnswer> logs(SiteId site, TimeRange range, int mostGaps) throws IOException {
        List<LogAnswer> answers = new ArrayList<>();
        for (Map.Entry<LogKey, Standing> log : logs.of(site)) {
            Standing standing = log.getValue();
            answers.add(new LogAnswer(
                    log.getKey(),
                    logs.began(standing.id()),
                    standing.through(),
                    range.equals(TimeRange.ALWAYS) ? standing.counts() : logs.counted(standing.id(), range),
                    logs.noticed(standing.id(), range, mostGaps)));
        }
        return answers;
    }

    /// What was ever counted of each log.
    public List<LogStanding> standings(SiteId site) throws IOException {
        List<LogStanding> answers = new ArrayList<>();
        for (Map.Entry<LogKey, Standing> log : logs.of(site)) {
            answers.add(new LogStanding(log.getKey(), log.getValue().counts(), logs.missing(log.getValue().id())));
        }
        return answers;
    }

    /// How many were refused, by gateway and reason; a gateway's text may be empty.
    public Map<String, Map<String, Long>> rejected(SiteId site, TimeRange range) throws IOException {
        return letters.rejected(site, range);
    }

    /// Newest first, below `beforeId`.
    public Letters letters(long beforeId, int atMost) throws IOException {
        return new Letters(letters.page(beforeId, atMost), letters.lost());
    }

    public Optional<Rejection> letter(long id) throws IOException {
        return letters.letter(id);
    }

    public boolean isReplayed(long id) throws IOException {
        return letters.isReplayed(id);
    }
}
