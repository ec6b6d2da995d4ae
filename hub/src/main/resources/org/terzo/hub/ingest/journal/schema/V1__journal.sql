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
  gateway TEXT NOT NULL,
  log TEXT NOT NULL,
  site TEXT NOT NULL,
  highest INTEGER NOT NULL,
  lost_below INTEGER NOT NULL,
  received INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  late INTEGER NOT NULL,
  dropped INTEGER NOT NULL,
  gaps TEXT NOT NULL,
  PRIMARY KEY (site, gateway, log)
) WITHOUT ROWID;

-- Eight bytes a record, to tell a repeated record from a different one under the same number.
CREATE TABLE digest (
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  log TEXT NOT NULL,
  first INTEGER NOT NULL,
  number INTEGER NOT NULL,
  digests BLOB NOT NULL,
  PRIMARY KEY (site, gateway, log, first, number)
) WITHOUT ROWID;

CREATE TABLE rejection (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  topic TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  payload TEXT NOT NULL
);

CREATE TABLE rejected (
  site TEXT NOT NULL,
  gateway TEXT NOT NULL,
  reason TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (site, gateway, reason)
) WITHOUT ROWID;

CREATE TABLE mark (
  reader TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
