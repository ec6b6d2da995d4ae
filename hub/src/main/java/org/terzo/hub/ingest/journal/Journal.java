package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.ingest.ledger.SetBack;
import org.terzo.hub.ingest.ledger.Standing;
import org.terzo.hub.sqlite.Found;
import org.terzo.hub.sqlite.SqliteFile;
import org.terzo.wire.SiteId;

/// The durable log behind the broker, one SQLite file: what was taken, what is known of each log's numbers, what was refused.
///
/// A commit is on disk when it returns (WAL, `synchronous=FULL`). Readers have a connection of their own and never hold up a commit.
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    static final String SET_BACK = "set-back";
    private static final String ASKED = "the gateways are asked for what they still hold, the rest stays in the ledger as gaps";

    /// What was counted is kept by the millisecond for so long, then by the hour.
    private static final Duration COUNTED_EXACTLY = Duration.ofDays(1);

    private final JournalFile writer;
    private final JournalFile reader;
    /// What the intake looks up before a commit; no transaction of the writer stays open for it.
    private final JournalFile lookup;
    private final HeadFile headFile;
    private final EntryTable entries;
    private final Base base;
    private final LogTable logs;
    private final LogTable known;
    private final DigestTable digests;
    private final DeadLetters letters;
    private final JournalAnswers answers;
    private volatile long head;
    private volatile SetBack setBack = SetBack.NEVER;
    private long lastLog;
    private Instant foldedAt = Instant.MIN;

    private Journal(JournalFile writer, JournalFile reader, JournalFile lookup, HeadFile headFile) throws IOException {
        this.writer = writer;
        this.reader = reader;
        this.lookup = lookup;
        this.headFile = headFile;
        this.entries = new EntryTable(writer);
        this.base = new Base(writer);
        this.logs = new LogTable(writer);
        this.known = new LogTable(lookup);
        this.digests = new DigestTable(writer, lookup);
        this.letters = new DeadLetters(writer);
        this.answers = new JournalAnswers(reader);
        this.head = new EntryTable(reader).head();
        this.lastLog = known.standings().values().stream().mapToLong(Standing::id).max().orElse(0);
    }

    /// A file that is damaged is salvaged first; what it lost, the gateways are asked for.
    public static Journal open(Path file) throws IOException {
        OptionalLong promised = HeadFile.last(file);
        Found found = SqliteFile.ready(file, JournalFile.SCHEMA, new JournalContents(promised.orElse(0)));
        Journal journal = new Journal(JournalFile.writer(file), JournalFile.reader(file), JournalFile.reader(file), HeadFile.beside(file));
        switch (found) {
            case Found.Salvaged _ -> LOG.warn("{}: was damaged; {}", file, ASKED);
            case Found.Whole _ -> journal.setBackIfBehind(file, promised);
        }
        journal.begin();
        return journal;
    }

    private void setBackIfBehind(Path file, OptionalLong promised) throws IOException {
        Optional<String> loss = loss(promised);
        if (loss.isPresent()) {
            LOG.warn("{}: {}; {}", file, loss.get(), ASKED);
            saveMark(SET_BACK, SetBack.to(known.standings()).text());
        }
    }

    /// A journal that goes back behind what it once promised.
    private Optional<String> loss(OptionalLong last) {
        if (last.isEmpty()) {
            return head == 0 ? Optional.empty() : Optional.of("has no head file beside it and is taken for a copy from elsewhere");
        }
        return last.getAsLong() <= head
                ? Optional.empty()
                : Optional.of("ends at entry %d, and entry %d was on disk: an older copy, or its end is gone".formatted(head, last.getAsLong()));
    }

    private void begin() throws IOException {
        setBack = SetBack.parse(mark(SET_BACK)).still(known.standings());
        headFile.write(head);
    }

    /// Where this journal was set back, of the logs that have not moved on since.
    public SetBack setBack() {
        return setBack;
    }

    /// The position of the newest entry.
    public long head() {
        return head;
    }

    public synchronized void commit(Commit commit) throws IOException {
        Instant hour = commit.at().truncatedTo(ChronoUnit.HOURS);
        writer.transaction(() -> {
            entries.write(commit.rows(), commit.ledger());
            for (Map.Entry<LogKey, Commit.Heard> log : commit.logs().entrySet()) {
                logs.write(log.getKey(), log.getValue().changes());
                digests.write(log.getValue());
            }
            letters.write(commit);
            if (hour.isAfter(foldedAt)) {
                logs.fold(hour.minus(COUNTED_EXACTLY));
                letters.fold(hour.minus(COUNTED_EXACTLY));
            }
        });
        letters.committed();
        foldedAt = hour.isAfter(foldedAt) ? hour : foldedAt;
        if (!commit.rows().isEmpty()) {
            head = commit.rows().getLast().entry().position();
            headFile.write(head);
        }
    }

    /// Entries after `position`, oldest first: `atMost`, and fewer where they are large.
    public List<JournalEntry> after(long position, int atMost) throws IOException {
        return answers.after(position, atMost);
    }

    /// What readers ask: never waits for a commit.
    public JournalAnswers answers() {
        return answers;
    }

    /// Forgets entries up to `position` that every reader has, by whole commits.
    public synchronized void prune(long position) throws IOException {
        long pruned = Math.min(position, head);
        writer.transaction(() -> {
            entries.prune(base.follow(pruned));
            entries.prunedTo(pruned);
        });
    }

    public Optional<String> mark(String name) throws IOException {
        return reader.row("SELECT value FROM mark WHERE reader = ?", row -> row.getString(1), name);
    }

    /// The marks whose names lie from `from` up to and without `to`, by name.
    public SortedMap<String, String> marks(String from, String to) throws IOException {
        SortedMap<String, String> marks = new TreeMap<>();
        reader.rows(
                        "SELECT reader, value FROM mark WHERE reader >= ? AND reader < ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        from,
                        to)
                .forEach(mark -> marks.put(mark.getKey(), mark.getValue()));
        return marks;
    }

    /// All that were ever made at a site, in the order in which they were.
    public List<JournalEntry.Recounted> recounts(SiteId site) throws IOException {
        List<JournalEntry.Recounted> recounts = new ArrayList<>();
        marks(RecountText.prefix(site), RecountText.prefix(site) + "~").forEach((name, text) -> recounts.add(RecountText.ofMark(site, name, text)));
        return recounts;
    }

    public synchronized void saveMark(String name, String value) throws IOException {
        saveMarks(Map.of(name, value), Map.of());
    }

    /// All of it or nothing.
    ///
    /// @param forgotten the marks whose names lie from a key up to and without its value
    public synchronized void saveMarks(Map<String, String> values, Map<String, String> forgotten) throws IOException {
        writer.transaction(() -> {
            for (Map.Entry<String, String> range : forgotten.entrySet()) {
                writer.write("DELETE FROM mark WHERE reader >= ? AND reader < ?", range.getKey(), range.getValue());
            }
            for (Map.Entry<String, String> mark : values.entrySet()) {
                writeMark(mark.getKey(), mark.getValue());
            }
        });
    }

    /// The ledger of every log, as it stands on disk; also the head does, from here on: a commit may have failed after the disk had it.
    public Map<LogKey, LogLedger> ledgers() throws IOException {
        head = new EntryTable(lookup).head();
        Map<LogKey, LogLedger> ledgers = new HashMap<>();
        known.standings().forEach((key, standing) -> ledgers.put(key, new LogLedger(standing, known)));
        return ledgers;
    }

    /// The ledger of a log that was never heard of.
    public synchronized LogLedger newLedger() {
        lastLog++;
        return new LogLedger(Standing.unheard(lastLog), known);
    }

    /// What is known of the content of the numbers from `first` to `last`.
    public Digests digests(long log, long first, long last) throws IOException {
        return digests.over(log, first, last);
    }

    private void writeMark(String name, String value) throws IOException {
        writer.write("INSERT OR REPLACE INTO mark VALUES (?,?)", name, value);
    }

    @Override
    public synchronized void close() throws IOException {
        lookup.close();
        reader.close();
        writer.close();
        headFile.close();
    }
}
