-- Every revision of every site file, as it came.
CREATE TABLE site_revision (
  site TEXT NOT NULL,
  revision INTEGER NOT NULL,
  yaml TEXT NOT NULL,
  PRIMARY KEY (site, revision)
) WITHOUT ROWID;
