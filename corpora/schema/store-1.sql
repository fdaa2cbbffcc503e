-- The database of slant (`--db FILE`), schema 1: articles, what was found out about them, and the
-- rows that were printed.  SQLite 3; application_id 0x534C4E54 ("SLNT"), user_version 1.
-- lib/slant/store/README.md says how to read it.  A text that an article lacks is ''.

-- What numbers depend on besides the article: one row for each model and set of options.
CREATE TABLE scorings (
  scoring  INTEGER PRIMARY KEY,
  model    TEXT NOT NULL,  -- fingerprint of the model's file, 16 hexadecimal digits
  options  TEXT NOT NULL,  -- lines of name=value: version, language, unit, rules, lists by SHA-256
  measures TEXT NOT NULL,  -- JSON array: names of the columns of rules, lists and frames, in order
  UNIQUE (model, options)
);

-- Articles as their source has them, without their text.  One text in two outlets is two articles
-- with one content; a record that is read again with other fields takes the place of the older.
CREATE TABLE articles (
  article  INTEGER PRIMARY KEY,     -- in the order in which they came
  content  BLOB NOT NULL,           -- XXH3-128 of headline, text, begin of the body and language
  record   BLOB NOT NULL,           -- XXH3-128 of the content and all fields
  text_key INTEGER NOT NULL,        -- XXH3-64 of the text (signed): the same for copies
  id       TEXT NOT NULL,
  outlet   TEXT NOT NULL,
  url      TEXT NOT NULL,
  date     TEXT NOT NULL,           -- ISO 8601, or as written if it cannot be read
  title    TEXT NOT NULL,
  kind     TEXT NOT NULL,           -- news, opinion, analysis, live, sponsored, wire ...
  story    TEXT NOT NULL,
  topic    TEXT NOT NULL,
  author   TEXT NOT NULL,           -- several are separated by '; '
  section  TEXT NOT NULL,           -- of the newspaper: Politics, Opinion ...
  language TEXT NOT NULL,           -- as the source declares it
  source   TEXT NOT NULL,           -- path:line of the record
  extra    TEXT NOT NULL,           -- JSON object: all other fields of the record, as text
  UNIQUE (content, outlet, id)
);
CREATE INDEX articles_outlet ON articles (outlet, date);
CREATE INDEX articles_date   ON articles (date);
CREATE INDEX articles_story  ON articles (story);
CREATE INDEX articles_topic  ON articles (topic);
CREATE INDEX articles_kind   ON articles (kind);
CREATE INDEX articles_text   ON articles (text_key);

-- The numbers of one content in one scoring.  `metrics` has all of them to the bit and is what
-- slant reads; the columns before it are for people, with NULL for what an article has none of.
CREATE TABLE scores (
  content            BLOB NOT NULL,
  scoring            INTEGER NOT NULL REFERENCES scorings,
  sentences          INTEGER NOT NULL,
  tone_all           REAL,  -- mean tone of all sentences, -1 to 1
  tone_narration     REAL,  -- of those in the journalist's voice
  tone_quoted        REAL,  -- of quotations and reported speech
  negative_narration REAL,  -- share of narrated sentences, 0 to 1
  positive_narration REAL,
  event_valence      REAL,  -- how bad or good what is reported is, -1 to 1
  biased_narration   REAL,  -- share of narrated sentences with biased wording, 0 to 1
  biased_all         REAL,
  opinion_narration  REAL,  -- how much of the narration is opinion and not fact, 0 to 1
  quote_share        REAL,  -- words inside direct quotations, 0 to 1
  headline_tone      REAL,  -- -1 to 1
  headline_gap       REAL,  -- headline_tone - tone_all, -2 to 2
  voice_gap          REAL,  -- tone_narration - tone_quoted, -2 to 2
  measures           TEXT NOT NULL,  -- JSON object: "LIST.CATEGORY": [of all, of the narration, of what is quoted]
  metrics            BLOB NOT NULL,  -- see lib/slant/store/metrics_bytes.h
  facts              BLOB NOT NULL,  -- by which stories are found, see lib/slant/story/facts_bytes.h
  UNIQUE (scoring, content)
);

-- What printed rows depend on besides the article: a scoring and options of the output.
CREATE TABLE renderings (
  rendering INTEGER PRIMARY KEY,
  scoring   INTEGER NOT NULL REFERENCES scorings,
  options   TEXT NOT NULL,  -- lines of name=value: rows, format, targets ...
  UNIQUE (scoring, options)
);

-- The rows of one record in one rendering, as they were printed.
CREATE TABLE rendered (
  record    BLOB NOT NULL,
  rendering INTEGER NOT NULL REFERENCES renderings,
  rows      TEXT NOT NULL,
  checksum  INTEGER NOT NULL,  -- XXH3-64 of rows (signed)
  UNIQUE (record, rendering)
);

-- Rows of a record that is no more.
CREATE TRIGGER articles_changed AFTER UPDATE OF record ON articles WHEN old.record <> new.record
BEGIN
  DELETE FROM rendered WHERE record = old.record;
END;

-- Articles with their numbers, for people: WHERE scoring = ... (see scorings).
CREATE VIEW scored_articles AS
  SELECT s.scoring, a.article, a.id, a.outlet, a.url, a.date, a.title, a.kind, a.story, a.topic,
         a.author, a.section, a.language, a.extra, s.sentences, s.tone_all, s.tone_narration,
         s.tone_quoted, s.negative_narration, s.positive_narration, s.event_valence,
         s.biased_narration, s.biased_all, s.opinion_narration, s.quote_share, s.headline_tone,
         s.headline_gap, s.voice_gap, s.measures
  FROM articles AS a JOIN scores AS s ON s.content = a.content;
