#include "slant/corpus/json_lines_reader.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

std::unique_ptr<ArticleReader> Open(const std::string& path, ReaderOptions options = {}) {
  auto source = ByteSource::Open(path);
  EXPECT_TRUE(IsOk(source));
  return MakeJsonLinesReader(std::move(*source), std::move(options));
}

// The one article of a line.
Article ReadLine(const std::string& line, ReaderOptions options = {}) {
  const TempDir folder;
  const auto reader = Open(folder.Put("in.jsonl", line + "\n"), std::move(options));
  const auto article = reader->Next();
  EXPECT_TRUE(IsOk(article)) << line;
  return article && *article ? **article : Article();
}

Result<std::optional<Article>> Read(const std::string& line) {
  const TempDir folder;
  return Open(folder.Put("in.jsonl", line + "\n"))->Next();
}

TEST(JsonLinesReaderTest, OurOwnFieldsAreRead) {
  const Article a = ReadLine(
      R"({"id":"a1","outlet":"The Herald","url":"https://h.example/1","date":"2026-03-02",)"
      R"("title":"T","text":"Body.","kind":"news","story":"s","topic":"t","author":"A. Lee"})");
  EXPECT_EQ(a.id, "a1");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.url, "https://h.example/1");
  EXPECT_EQ(a.date, "2026-03-02");
  EXPECT_EQ(a.title, "T");
  EXPECT_EQ(a.text, "Body.");
  EXPECT_EQ(a.kind, "news");
  EXPECT_EQ(a.story, "s");
  EXPECT_EQ(a.topic, "t");
  EXPECT_EQ(a.author, "A. Lee");
  EXPECT_EQ(a.body_begin, 0u);
  EXPECT_EQ(a.replaced_bytes, 0u);
}

// build_json_output of trafilatura (trafilatura/xml.py) renames url, sitename and description.
TEST(JsonLinesReaderTest, TrafilaturasJsonIsUnderstood) {
  const Article a = ReadLine(
      R"({"title":"T","author":"A. Lee; B. Roe","hostname":"herald.example","date":"2026-03-02",)"
      R"("fingerprint":"f00d","id":null,"license":null,"comments":"","raw_text":"Body raw.",)"
      R"("text":"Body.","language":"en","image":null,"pagetype":"article",)"
      R"("source":"https://herald.example/1","source-hostname":"The Herald","excerpt":"E",)"
      R"("categories":"","tags":""})");
  EXPECT_EQ(a.id, "f00d");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.url, "https://herald.example/1");
  EXPECT_EQ(a.text, "Body.");
  EXPECT_EQ(a.author, "A. Lee; B. Roe");
  EXPECT_EQ(a.kind, "article");
}

// The names of its Document in Python, and of its CSV and XML.
TEST(JsonLinesReaderTest, TrafilaturasMetadataNamesAreUnderstood) {
  const Article a = ReadLine(
      R"({"sitename":"The Herald","hostname":"herald.example","url":"https://h.example/1",)"
      R"("raw_text":"Body."})");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.url, "https://h.example/1");
  EXPECT_EQ(a.text, "Body.");
  EXPECT_EQ(ReadLine(R"({"hostname":"herald.example","text":"Body."})").outlet, "herald.example");
}

// A site without a name: the address of the page is no outlet.
TEST(JsonLinesReaderTest, AnAddressInTheFieldSourceIsNoOutlet) {
  const Article a = ReadLine(R"({"hostname":"herald.example","source":"https://herald.example/1",)"
                             R"("source-hostname":null,"text":"Body."})");
  EXPECT_EQ(a.outlet, "herald.example");
  EXPECT_EQ(a.url, "https://herald.example/1");
}

TEST(JsonLinesReaderTest, NewspapersJsonIsUnderstood) {
  const Article a = ReadLine(
      R"({"url":"https://h.example/1?x=1","canonical_link":"https://h.example/1","title":"T",)"
      R"("authors":["A. Lee","B. Roe"],"publish_date":"2026-03-02 10:00:00","text":"Body.",)"
      R"("meta_site_name":"The Herald","meta_lang":"en","tags":[],"source_url":"https://h.example"})");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.url, "https://h.example/1?x=1");
  EXPECT_EQ(a.date, "2026-03-02 10:00:00");
  EXPECT_EQ(a.author, "A. Lee; B. Roe");
  EXPECT_EQ(ReadLine(R"({"canonical_link":"https://h.example/1","text":"B"})").url,
            "https://h.example/1");
}

TEST(JsonLinesReaderTest, NewsPleasesJsonIsUnderstood) {
  const Article a = ReadLine(
      R"({"authors":["A. Lee"],"date_download":"2026-03-03","date_publish":"2026-03-02",)"
      R"("description":"D","filename":"https%3A%2F%2Fh.example%2F1.json","language":"en",)"
      R"("maintext":"Body.","source_domain":"h.example","title":"T","url":"https://h.example/1"})");
  EXPECT_EQ(a.id, "https%3A%2F%2Fh.example%2F1.json");
  EXPECT_EQ(a.outlet, "h.example");
  EXPECT_EQ(a.date, "2026-03-02");
  EXPECT_EQ(a.text, "Body.");
  EXPECT_EQ(a.author, "A. Lee");
}

TEST(JsonLinesReaderTest, CcNewsIsUnderstood) {
  const Article a =
      ReadLine(R"({"title":"T","text":"Body.","domain":"h.example","date":"2018-01-01",)"
               R"("description":"D","url":"https://h.example/1","image_url":""})");
  EXPECT_EQ(a.outlet, "h.example");
  EXPECT_EQ(a.date, "2018-01-01");
  EXPECT_EQ(a.title, "T");
}

TEST(JsonLinesReaderTest, SchemaOrgIsUnderstoodWithItsNestedPublisherAndAuthors) {
  const Article a = ReadLine(
      R"({"@context":"https://schema.org","@type":"OpinionNewsArticle","@id":"urn:1",)"
      R"("headline":"T","datePublished":"2026-03-02T10:00:00Z","articleBody":"Body.",)"
      R"("publisher":{"@type":"Organization","name":"The Herald"},"url":"https://h.example/1",)"
      R"("author":[{"@type":"Person","name":"A. Lee"},{"@type":"Person","name":"B. Roe"}]})");
  EXPECT_EQ(a.id, "urn:1");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.title, "T");
  EXPECT_EQ(a.date, "2026-03-02T10:00:00Z");
  EXPECT_EQ(a.text, "Body.");
  EXPECT_EQ(a.kind, "OpinionNewsArticle");
  EXPECT_EQ(a.author, "A. Lee; B. Roe");
}

TEST(JsonLinesReaderTest, AllSidesIsUnderstood) {
  const Article a = ReadLine(
      R"({"topic":"elections","source":"The Herald","bias":1,"url":"https://h.example/1",)"
      R"("title":"T","date":"2026-03-02","authors":"A. Lee,B. Roe","content":"body clean",)"
      R"("content_original":"Body.","source_url":"www.h.example","bias_text":"center","ID":"x9"})");
  EXPECT_EQ(a.id, "x9");
  EXPECT_EQ(a.outlet, "The Herald");
  EXPECT_EQ(a.url, "https://h.example/1");
  EXPECT_EQ(a.topic, "elections");
  EXPECT_EQ(a.text, "body clean");
  EXPECT_EQ(ReadLine(R"({"content_original":"Body."})").text, "Body.");
}

// Paragraphs are lists of sentences: sentences are joined by a space, paragraphs by a blank line.
TEST(JsonLinesReaderTest, BasilIsUnderstoodWithItsListsOfLists) {
  const Article a = ReadLine(
      R"({"uuid":"u-1","source":"nyt","url":"https://n.example/1","title":"T","date":"2012-01-01",)"
      R"("triplet-uuid":"tr-7","main-event":"an event","main-entities":["x"],)"
      R"("body-paragraphs":[["One.","Two."],["Three."]]})");
  EXPECT_EQ(a.id, "u-1");
  EXPECT_EQ(a.outlet, "nyt");
  EXPECT_EQ(a.story, "tr-7");
  EXPECT_EQ(a.topic, "an event");
  EXPECT_EQ(a.text, "One. Two.\n\nThree.");
}

TEST(JsonLinesReaderTest, TheBetterNameWinsAndNullDoesNotCount) {
  EXPECT_EQ(ReadLine(R"({"maintext":"other","text":"own"})").text, "own");
  EXPECT_EQ(ReadLine(R"({"text":null,"maintext":"other"})").text, "other");
  EXPECT_EQ(ReadLine(R"({"text":"x","outlet":"own","publisher":{"name":"p"}})").outlet, "own");
}

TEST(JsonLinesReaderTest, NumbersBecomeText) {
  const Article a = ReadLine(R"({"id":17,"date":20260302,"text":"x"})");
  EXPECT_EQ(a.id, "17");
  EXPECT_EQ(a.date, "20260302");
}

TEST(JsonLinesReaderTest, EscapesAreResolved) {
  const Article a = ReadLine(R"({"text":"a\n\n\u201Cb\u201D \ud83d\udea2 \/ \"c\""})");
  EXPECT_EQ(a.text, "a\n\n“b” 🚢 / \"c\"");
}

TEST(JsonLinesReaderTest, AnArticleWithoutIdIsNamedByFileAndLine) {
  const TempDir folder;
  const auto reader = Open(folder.Put("news.jsonl", "\n{\"text\":\"x\"}\n"));
  const auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->id, "news.jsonl:2");
  EXPECT_EQ((*article)->source, folder / "news.jsonl:2");
}

TEST(JsonLinesReaderTest, FieldsToKeepAreKeptAsText) {
  ReaderOptions options;
  options.keep_fields = {"lang", "score", "tags", "absent"};
  const Article a =
      ReadLine(R"({"text":"x","lang":"en","score":0.50,"tags":["a","b"],"other":1})", options);
  EXPECT_EQ(a.Field("lang"), "en");
  EXPECT_EQ(a.Field("tags"), "a; b");
  EXPECT_FALSE(a.Field("absent"));
  EXPECT_FALSE(a.Field("other"));
  EXPECT_EQ(a.Field("text"), "x");
  ASSERT_TRUE(a.Field("score"));
  EXPECT_EQ(std::stod(std::string(*a.Field("score"))), 0.5);
}

TEST(JsonLinesReaderTest, BlankLinesAndCarriageReturnsAreNoRecords) {
  const TempDir folder;
  const auto reader = Open(folder.Put("f", "\r\n \t\n{\"text\":\"x\"}\r\n\n\n"));
  const auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  ASSERT_TRUE(*article);
  EXPECT_EQ((*article)->text, "x");
  const auto end = reader->Next();
  ASSERT_TRUE(IsOk(end));
  EXPECT_FALSE(*end);
}

TEST(JsonLinesReaderTest, AByteOrderMarkIsPassedOver) {
  EXPECT_EQ(ReadLine("\xEF\xBB\xBF{\"text\":\"x\"}").text, "x");
}

TEST(JsonLinesReaderTest, AnEmptyFileHasNoArticles) {
  const TempDir folder;
  const auto end = Open(folder.Put("f", ""))->Next();
  ASSERT_TRUE(IsOk(end));
  EXPECT_FALSE(*end);
}

TEST(JsonLinesReaderTest, ATruncatedLineIsAnErrorThatSaysSo) {
  const std::string line = R"({"id":"a1","title":"T","text":"Body."})";
  for (std::size_t size = 1; size < line.size(); ++size) {
    EXPECT_TRUE(IsError(Read(line.substr(0, size)), ErrorCode::kMalformed,
                        "in.jsonl:1: expected a JSON object"))
        << line.substr(0, size);
  }
  EXPECT_TRUE(IsError(Read(R"({"text":"Bo)"), ErrorCode::kMalformed, "cut off"));
  EXPECT_TRUE(IsError(Read(R"({"text":"Body.")"), ErrorCode::kMalformed, "cut off"));
}

TEST(JsonLinesReaderTest, OtherJsonValuesAreNoRecords) {
  for (const char* line : {"[1,2]", "\"text\"", "17", "null", "true"}) {
    EXPECT_TRUE(IsError(Read(line), ErrorCode::kMalformed, "found another value")) << line;
  }
  for (const char* line : {"{} {}", "{\"text\":\"x\"}}", "{'text':'x'}", "{text:1}", "text"}) {
    EXPECT_TRUE(IsError(Read(line), ErrorCode::kMalformed, "expected a JSON object")) << line;
  }
}

TEST(JsonLinesReaderTest, ARecordWithoutTextIsAnError) {
  for (const char* line :
       {R"({})", R"({"title":"T"})", R"({"text":null})", R"({"text":[]})", R"({"text":{"a":1}})"}) {
    EXPECT_TRUE(IsError(Read(line), ErrorCode::kMalformed, "the record has no text")) << line;
  }
}

TEST(JsonLinesReaderTest, AnErrorConcernsItsLineAndTheRestIsRead) {
  const TempDir folder;
  const auto reader =
      Open(folder.Put("f", "{\"text\":\"1\"}\n{\"text\":\n{\"title\":\"T\"}\n{\"text\":\"4\"}\n"));
  EXPECT_EQ((**reader->Next()).text, "1");
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kMalformed, "f:2: "));
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kMalformed, "f:3: the record has no text"));
  EXPECT_EQ((**reader->Next()).text, "4");
  EXPECT_FALSE(*reader->Next());
}

TEST(JsonLinesReaderTest, ARecordBeyondTheLimitIsAnErrorAndTheRestIsRead) {
  const TempDir folder;
  const std::string huge = R"({"text":")" + std::string(kMaxRecordBytes, 'x') + "\"}\n";
  const auto reader = Open(folder.Put("f", huge + "{\"text\":\"2\"}\n"));
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kLimit, "f:1: "));
  EXPECT_EQ((**reader->Next()).text, "2");
}

TEST(JsonLinesReaderTest, DeepNestingIsAnError) {
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  EXPECT_TRUE(IsError(Read(R"({"text":)" + deep + "}"), ErrorCode::kMalformed, "deep"));
  // Allowed depth must not overflow the stack either.
  const std::string allowed = std::string(1000, '[') + "\"x\"" + std::string(1000, ']');
  EXPECT_EQ(ReadLine(R"({"text":)" + allowed + "}").text, "x");
}

TEST(JsonLinesReaderTest, BrokenUtf8IsReplacedAndCounted) {
  const Article a = ReadLine("{\"title\":\"T\xFF\",\"text\":\"a\xC3(b\x80\"}");
  EXPECT_EQ(a.title, "T\xEF\xBF\xBD");
  EXPECT_EQ(a.text, "a\xEF\xBF\xBD(b\xEF\xBF\xBD");
  EXPECT_EQ(a.replaced_bytes, 3u);
}

TEST(JsonLinesReaderTest, AnEscapedNulIsReplacedAndCounted) {
  const Article a = ReadLine(R"({"title":"\u0000T","text":"a\u0000b"})");
  EXPECT_EQ(a.title, "\xEF\xBF\xBDT");
  EXPECT_EQ(a.text, "a\xEF\xBF\xBD\x62");
  EXPECT_EQ(a.replaced_bytes, 2u);
}

// Fields to keep are strings of the article too, so they must be text without NULs as well.
TEST(JsonLinesReaderTest, AnEscapedNulInAKeptFieldIsReplacedToo) {
  ReaderOptions options;
  options.keep_fields = {"note"};
  const Article a = ReadLine(R"({"text":"a","note":"x\u0000y"})", options);
  EXPECT_EQ(a.Field("note"), "x\xEF\xBF\xBDy");
}

// Half a surrogate pair cannot be written in UTF-8.
TEST(JsonLinesReaderTest, ALoneSurrogateIsAnErrorOrReplacedButNeverPassedOn) {
  for (const char* line : {R"({"text":"a\ud83d"})", R"({"text":"a\udea2 b"})"}) {
    const auto article = Read(line);
    if (article) {
      EXPECT_EQ((**article).text.find('\xED'), std::string::npos) << line;
    } else {
      EXPECT_EQ(article.error().code, ErrorCode::kMalformed) << line;
    }
  }
}

// A database of articles keeps them for comparisons that nobody has thought of yet.
TEST(JsonLinesReaderTest, KeepAllKeepsWhatIsNoMemberAndNoText) {
  ReaderOptions options;
  options.keep_all = true;
  options.keep_fields = {"lang", "absent"};
  const Article a = ReadLine(
      R"({"schema":"slant.extract/1","id":"a1","outlet":"The Herald","maintext":"Body.","lang":"en",)"
      R"("text":"Body.","leaning":"left","score":4.5,"tags":["a","b"],"targets":"x","nested":{"a":1},)"
      R"("none":null,"long":")" +
          std::string(kMaxKeptBytes + 1, 'x') + "\"}",
      options);
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"lang", "en"}, {"leaning", "left"}, {"score", "4.5"}, {"tags", "a; b"}};
  EXPECT_EQ(a.extra, expected);
}

// What nobody asked for is no reason for a warning.
TEST(JsonLinesReaderTest, IllFormedBytesOfOtherFieldsAreRepairedAndNotCounted) {
  ReaderOptions options;
  options.keep_all = true;
  const Article a = ReadLine(R"({"text":"Body.","note":"a\u0000b"})", options);
  EXPECT_EQ(a.replaced_bytes, 0u);
  ASSERT_EQ(a.extra.size(), 1u);
  EXPECT_EQ(a.extra[0].second, "a\uFFFDb");
}

}  // namespace
}  // namespace slant
