-- Words of files, by file id, so that the newest are found first without sorting. How it is searched:
-- docs/specs/file-search.md. Contentless: the words are in the tables they came from. They come here as the program split
-- them, one space between two words; "ascii" leaves them as they are, so there is one judge of what a word is.
-- Up to five letters typed are one entry each. `detail=column`: no positions; phrases are compared with the rows.
CREATE VIRTUAL TABLE file_search USING fts5 (
  name, subject, sender,
  content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3 4 5', detail=column
);
-- Pictures that belong to the text of a message, apart: lists hardly ever ask for them, and there are many.
CREATE VIRTUAL TABLE inline_file_search USING fts5 (
  name, subject, sender,
  content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3 4 5', detail=column
);
-- Who got the message of a file. Apart, because it is asked for by `to:` alone.
CREATE VIRTUAL TABLE file_recipient_search USING fts5 (
  recipients,
  content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3', detail=none
);
-- The words themselves: for beginnings longer than the prefixes, FTS5 would gather every row of every word first.
CREATE VIRTUAL TABLE file_search_word USING fts5vocab (file_search, instance);
CREATE VIRTUAL TABLE inline_file_search_word USING fts5vocab (inline_file_search, instance);
CREATE VIRTUAL TABLE file_recipient_search_word USING fts5vocab (file_recipient_search, instance);

-- Orders and filters of lists. Each ends with what decides whether a row is shown, so that counting needs no rows.
CREATE INDEX file_by_id ON file (id, is_inline);
CREATE INDEX file_by_name ON file (name COLLATE NOCASE, id, is_inline);
CREATE INDEX file_by_sender ON file (sender, id, is_inline);
CREATE INDEX file_by_size ON file (coalesce(size_bytes, -1), id, is_inline);
CREATE INDEX file_by_type ON file (type, id, is_inline);
CREATE INDEX file_by_account ON file (account, id, is_inline);
-- Stored is what nearly all are.
CREATE INDEX file_by_state ON file (state, id, is_inline) WHERE state <> 'stored';
CREATE INDEX file_with_copies ON file (id, is_inline) WHERE has_copies = 1;

-- A number that grows with every change of a file.
CREATE TABLE file_version (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO file_version VALUES (1, 0);

-- How many files there are: of each period of 2^38 ids, which is a day and a half, so that a position in the list by
-- receipt is found in a few additions.
CREATE TABLE file_count (
  period INTEGER PRIMARY KEY,
  shown  INTEGER NOT NULL,
  inline INTEGER NOT NULL
) STRICT;
INSERT INTO file_count
  SELECT id >> 38, count(*) FILTER (WHERE is_inline = 0), count(*) FILTER (WHERE is_inline = 1) FROM file GROUP BY 1;

CREATE TRIGGER file_added AFTER INSERT ON file BEGIN
  INSERT INTO file_count VALUES (new.id >> 38, 1 - new.is_inline, new.is_inline)
    ON CONFLICT (period) DO UPDATE SET shown = shown + excluded.shown, inline = inline + excluded.inline;
  UPDATE file_version SET version = version + 1;
END;
CREATE TRIGGER file_changed AFTER UPDATE ON file BEGIN
  UPDATE file_version SET version = version + 1;
END;
CREATE TRIGGER file_moved AFTER UPDATE OF is_inline ON file WHEN old.is_inline <> new.is_inline BEGIN
  UPDATE file_count SET shown = shown + old.is_inline - new.is_inline, inline = inline - old.is_inline + new.is_inline
    WHERE period = new.id >> 38;
END;
CREATE TRIGGER file_removed AFTER DELETE ON file BEGIN
  UPDATE file_count SET shown = shown - 1 + old.is_inline, inline = inline - old.is_inline WHERE period = old.id >> 38;
  UPDATE file_version SET version = version + 1;
END;

-- Searches that somebody keeps.
CREATE TABLE file_view (
  id            TEXT    PRIMARY KEY,
  name          TEXT    NOT NULL,
  query         TEXT    NOT NULL CHECK (json_valid(query)),
  created_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
