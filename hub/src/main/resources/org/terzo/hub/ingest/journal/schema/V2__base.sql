-- What a commit did to the ledger, on the last entry of the commit; null on the others.
ALTER TABLE journal ADD COLUMN ledger TEXT;

-- Of the row: SQLite does not notice when the inside of a payload is torn. Null where an earlier hub wrote it.
ALTER TABLE journal ADD COLUMN checksum INTEGER;

-- The ledger as it was behind the entry at `position`: up to there entries may be gone. With the entries since, it makes the ledger
-- anew when the file was damaged.
CREATE TABLE base (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  position INTEGER NOT NULL
);

CREATE TABLE base_log (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  log TEXT NOT NULL,
  highest INTEGER NOT NULL,
  through INTEGER NOT NULL,
  lost_below INTEGER NOT NULL,
  received INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  late INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  UNIQUE (site, gateway, log)
);

CREATE TABLE base_gap (
  log INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  noticed INTEGER NOT NULL,
  closed INTEGER,
  PRIMARY KEY (log, last)
) WITHOUT ROWID;

INSERT INTO base_log SELECT * FROM sequence_log;
INSERT INTO base_gap SELECT * FROM gap;
INSERT INTO base VALUES (
  1,
  max(coalesce((SELECT max(position) FROM journal), 0), coalesce((SELECT CAST(value AS INTEGER) FROM mark WHERE reader = 'pruned'), 0))
);
