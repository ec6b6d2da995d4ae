-- One row per batch, status claim or site revision, in the order in which the hub took them. `taken` is null when every record of the
-- batch was taken, otherwise the indexes of those that were, or - for none.
CREATE TABLE journal (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  arrived INTEGER NOT NULL,
  through INTEGER NOT NULL,
  taken TEXT,
  payload BLOB NOT NULL
);

CREATE TABLE sequence_log (
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

-- Gaps of one log never overlap, so the last number names one.
CREATE TABLE gap (
  log INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  noticed INTEGER NOT NULL,
  closed INTEGER,
  PRIMARY KEY (log, last)
) WITHOUT ROWID;

CREATE INDEX gap_open ON gap (log, last) WHERE closed IS NULL;

-- What was counted in one millisecond; after a day, in one hour.
CREATE TABLE tally (
  log INTEGER NOT NULL,
  at INTEGER NOT NULL,
  received INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  late INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  PRIMARY KEY (log, at)
) WITHOUT ROWID;

-- Eight bytes a record, to tell a repeated record from a different one under the same number.
CREATE TABLE digest (
  log INTEGER NOT NULL,
  first INTEGER NOT NULL,
  digests BLOB NOT NULL,
  PRIMARY KEY (log, first)
) WITHOUT ROWID;

-- `complete` is 0 where the payload was cut; `replayed` is when it was taken after all.
CREATE TABLE dead_letter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  topic TEXT NOT NULL,
  log TEXT,
  sequence INTEGER,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  payload TEXT NOT NULL,
  complete INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  replayed INTEGER
);

-- How often in one millisecond; after a day, in one hour.
CREATE TABLE rejected (
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (site, gateway, reason, at)
) WITHOUT ROWID;

CREATE TABLE mark (
  reader TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
