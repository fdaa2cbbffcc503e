// Reading whatever holds news: every format, hostile input, and runs that are stopped, split and
// accounted for.

#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/output.h"
#include "cli/slant_program.h"
#include "support/packed.h"
#include "support/temp_dir.h"

extern char** environ;

namespace slant {
namespace {

namespace fs = std::filesystem;

#ifdef SLANT_SANITIZED
constexpr bool kSanitized = true;  // slow, and freed memory is kept for a while
#else
constexpr bool kSanitized = false;
#endif

// One article, in parts.
const std::string kUrl = "https://example.com/news/bridge";
const std::string kParagraphs[] = {
    "The council of Brackwater closed the old bridge on Monday after engineers had found cracks in "
    "two of its piers, a spokeswoman said.",
    "Drivers will have to take the ring road until the autumn, which adds some twenty minutes to "
    "the way to the harbour, according to the council.",
    "“Nobody likes it,” said the mayor of the town, who walked across the bridge for the last time "
    "with her dog on Sunday."};

std::string Text(const std::string& between) {
  return kParagraphs[0] + between + kParagraphs[1] + between + kParagraphs[2];
}

std::string Escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.replace(at, 1, "\\n");
  }
  return text;
}

std::string JsonArticle(const std::string& newline = "") {
  return "{" + newline + "\"url\":\"" + kUrl + "\"," + newline +
         "\"outlet\":\"The Example\",\"title\":\"Old bridge "
         "closed\",\"date\":\"2026-03-02T08:00:00Z\","
         "\"author\":\"Jane Doe\",\"section\":\"Local\",\"text\":\"" +
         Escaped(Text("\n\n")) + "\"}";
}

std::string HtmlArticle() {
  return "<!doctype html><html lang=en><head><title>Old bridge closed | The Example</title>"
         "<link rel=canonical href='" +
         kUrl +
         "'><script type='application/ld+json'>"
         "{\"@type\":\"NewsArticle\",\"headline\":\"Old bridge "
         "closed\",\"author\":{\"name\":\"Jane "
         "Doe\"},\"datePublished\":\"Mon, 02 Mar 2026 08:00:00 GMT\",\"articleSection\":\"Local\","
         "\"publisher\":{\"name\":\"The Example\"}}</script></head><body><nav><a "
         "href=/>Home</a></nav>"
         "<article><h1>Old bridge closed</h1><p>" +
         Text("</p>\n<p>") + "</p></article></body></html>";
}

std::string FeedArticle(bool atom) {
  return atom ? "<feed xmlns='http://www.w3.org/2005/Atom'><title>The "
                "Example</title><entry><title>Old "
                "bridge closed</title><link href='" +
                    kUrl + "'/><id>" + kUrl +
                    "</id><published>"
                    "2026-03-02T08:00:00Z</published><author><name>Jane "
                    "Doe</name></author><category "
                    "term='Local'/><content type='html'>&lt;p&gt;" +
                    Text("&lt;/p&gt;&lt;p&gt;") + "&lt;/p&gt;</content></entry></feed>"
              : "<?xml version='1.0'?><rss version='2.0' "
                "xmlns:content='http://purl.org/rss/1.0/modules/content/' "
                "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Example</title>"
                "<item><title>Old bridge closed</title><link>" +
                    kUrl +
                    "</link><pubDate>Mon, 02 Mar "
                    "2026 08:00:00 +0000</pubDate><dc:creator>Jane Doe</dc:creator><category>Local"
                    "</category><content:encoded><![CDATA[<p>" +
                    Text("</p><p>") + "</p>]]></content:encoded></item></channel></rss>";
}

// The row without its field source, which is the last.
std::string Row(const std::string& out) {
  const std::size_t at = out.find(",\"source\":");
  EXPECT_NE(at, std::string::npos) << out;
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1) << out;
  return out.substr(0, at);
}

TEST(CliReadersTest, AnArticleGivesTheSameRowFromEveryFormat) {
  const TempDir folder;
  const std::string row = Row(Slant({"extract", folder.Put("a.jsonl", JsonArticle() + "\n")}).out);
  EXPECT_TRUE(Contains(row, "\"date\":\"2026-03-02T08:00:00Z\"")) << row;
  EXPECT_TRUE(Contains(row, "\"id\":\"" + kUrl + "\"")) << row;
  EXPECT_TRUE(Contains(row, "\"kind\":\"news\"")) << row;
  const std::string quoted = Text("\n\n");
  const std::string csv = "url,outlet,title,date,author,section,text\n" + kUrl +
                          ",The Example,Old bridge closed,2026-03-02T08:00:00Z,Jane Doe,Local,\"" +
                          quoted + "\"\n";
  std::string tsv = csv;
  std::replace(tsv.begin(), tsv.begin() + 150, ',', '\t');
  const std::string warc = WarcRecord("response", kUrl, HttpAnswer(HtmlArticle()));
  const std::string files[] = {
      folder.Put("list.json", "[" + JsonArticle() + "]"),
      folder.Put("spread.json", JsonArticle("\n")),
      folder.Put("t.csv", csv),
      folder.Put("p.html", HtmlArticle()),
      folder.Put("rss.xml", FeedArticle(false)),
      folder.Put("atom.xml", FeedArticle(true)),
      folder.Put("w.warc", warc),
      folder.Put("w.warc.gz", Gzip(WarcRecord("warcinfo", "", "x: y")) + Gzip(warc)),
      folder.Put("a.jsonl.gz", Gzip(JsonArticle())),
      folder.Put("t.csv.zst", Zstd(csv)),
      folder.Put("a.zip", Zip({{"deep/p.html", HtmlArticle()}})),
  };
  for (const std::string& file : files) {
    EXPECT_EQ(Row(Slant({"extract", file}).out), row) << file;
    const std::string bytes = ReadFile(file);
    EXPECT_EQ(Row(Slant({"extract"}, bytes).out), row) << file << " through a pipe";
  }
  EXPECT_EQ(Row(Slant({"extract", folder / "p*.html"}).out), row) << "by a pattern";
  const ProgramRun again = Slant({"extract"}, Slant({"extract", files[3]}).out);
  EXPECT_EQ(Row(again.out), row) << "what extract writes is read as it was written";
}

TEST(CliReadersTest, FieldsOfOtherNamesAreMapped) {
  const TempDir folder;
  const std::string json =
      folder.Put("a.json", R"({"id":"1","paper":"P","source":"S","body":"It rained."})");
  for (const Words& call :
       {Words{"extract", "--field", "outlet=paper", "--field", "text=body", json},
        Words{"extract", "--outlet-col", "paper", "--text-col", "body", json}}) {
    const auto row = Json(Slant(call).out);
    EXPECT_STREQ(row["outlet"].GetString(), "P");
    EXPECT_STREQ(row["text"].GetString(), "It rained.");
  }
  EXPECT_TRUE(Contains(Slant({"extract", "--field", "colour=x", json}).err, "text, kind, story"));
}

TEST(CliReadersTest, RowsAndManifestFitTheirSchemas) {
  const TempDir folder;
  const std::string bad = folder.Put("bad.jsonl", "{\"text\":\"It rained.\"}\n{\"id\":1}\n");
  const ProgramRun run = Slant({"extract", "--manifest", folder / "m.json", kSamples, bad});
  EXPECT_EQ(run.status, 0) << run.err;
  const Schema extract("slant.extract-1");
  for (const auto& row : Rows(run.out)) {
    EXPECT_TRUE(extract.Accepts(row));
  }
  const auto manifest = Json(ReadFile(folder / "m.json"));
  EXPECT_TRUE(Schema("slant.manifest-1").Accepts(manifest));
  EXPECT_EQ(manifest["articles"].GetInt(), 30);
  EXPECT_EQ(manifest["skipped"]["malformed"].GetInt(), 1);
  EXPECT_EQ(manifest["problems"][0]["source"].GetString(), bad + ":2");
  EXPECT_TRUE(Contains(run.err, "articles read: 30, records that could not be read: 1")) << run.err;
}

TEST(CliReadersTest, TheManifestNamesTheInputAsOtherProgramsDo) {
  const TempDir folder;
  // printf 'It rained.\n' | sha256sum
  const std::string file = folder.Put("a.txt", "It rained.\n");
  Slant({"extract", "--manifest", folder / "m.json", file});
  const ProgramRun sum = RunProgram({"/usr/bin/sha256sum", file});
  const auto manifest = Json(ReadFile(folder / "m.json"));
  EXPECT_EQ(manifest["read"]["bytes"].GetInt(), 11);
  EXPECT_EQ(manifest["read"]["files"].GetInt(), 1);
  EXPECT_EQ(manifest["read"]["sha256"].GetString(), sum.out.substr(0, 64));
}

// --- hostile input

TEST(CliReadersTest, HostileInputIsNamedAndTheRestIsRead) {
  const TempDir folder;
  std::string nested;
  for (int i = 0; i < 1000000; ++i) {
    nested += "<div>";
  }
  folder.Put("a-nested.html", "<html><body>" + nested + "<p>" + kParagraphs[0] + "</p>");
  folder.Put("b-duplicate.jsonl", R"({"text":"The first counts.","text":"Not this."})");
  folder.Put("c-cut.jsonl.gz",
             Gzip("{\"text\":\"It rained.\"}\n" + std::string(100000, 'x')).substr(0, 60));
  folder.Put("d-nuls.html", "<html><body><p>" + kParagraphs[1] + std::string(10, '\0') + "</p>");
  folder.Put("e-mixed.csv", "text,outlet\ncaf\xE9,caf\xC3\xA9\n\"open,B\nlast,C\n");
  folder.Put("f-bomb.jsonl.gz", Gzip(std::string(20 << 20, '{')));
  fs::create_directory_symlink(folder.path(), folder / "g-loop");
  fs::create_symlink(folder / "h-self", folder / "h-self");
  const ProgramRun run = Slant({"extract", folder.path()});
  EXPECT_EQ(run.status, 0) << run.err;
  const auto rows = Rows(run.out);
  ASSERT_EQ(rows.size(), 6u) << run.out << run.err;
  EXPECT_EQ(rows[0]["text"].GetString(), kParagraphs[0]);
  EXPECT_STREQ(rows[1]["text"].GetString(), "The first counts.");
  EXPECT_STREQ(rows[2]["text"].GetString(), "It rained.") << "what came before the damage";
  EXPECT_TRUE(Contains(rows[3]["text"].GetString(), kParagraphs[1]));
  EXPECT_STREQ(rows[4]["text"].GetString(), "caf\xEF\xBF\xBD");
  EXPECT_STREQ(rows[5]["text"].GetString(), "last");
  for (const std::string part :
       {"c-cut.jsonl.gz: gzip is damaged", "e-mixed.csv:3: a quotation mark is not closed",
        "f-bomb.jsonl.gz:1: the line has 20971520 bytes", "e-mixed.csv:2: 1 ill-formed bytes"}) {
    EXPECT_TRUE(Contains(run.err, part)) << part << "\n" << run.err;
  }
}

// Peak memory of the children so far, in MiB; it only grows, so each test stays small.
long PeakMiB() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return usage.ru_maxrss / 1024;
}

TEST(CliReadersTest, A200MegabyteLineTakesNoMemory) {
  const TempDir folder;
  {
    std::ofstream out(folder / "a.jsonl", std::ios::binary);
    const std::string block(1 << 20, 'x');
    out << "{\"text\":\"";
    for (int i = 0; i < 200; ++i) {
      out << block;
    }
    out << "\"}\n{\"text\":\"It rained.\"}\n";
  }
  const ProgramRun run = Slant({"extract", folder / "a.jsonl"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Rows(run.out).size(), 1u);
  EXPECT_TRUE(Contains(run.err, "a.jsonl:1: the line has 209715211 bytes")) << run.err;
  if (!kSanitized) {
    EXPECT_LT(PeakMiB(), 300);
  }
}

// --- languages and kinds

TEST(CliReadersTest, TextsInAnotherLanguageAreCountedAndNotScored) {
  const std::string german =
      "{\"id\":\"de\",\"text\":\"Der Stadtrat hat die alte Brücke am Montag gesperrt, nachdem "
      "Ingenieure Risse in zwei Pfeilern gefunden hatten. Autofahrer müssen bis zum Herbst die "
      "Umgehungsstraße nehmen, was den Weg zum Hafen um etwa zwanzig Minuten verlängert.\"}\n";
  const std::string both = JsonArticle() + "\n" + german;
  const Words call = {"score", "--rows", "articles", "--format", "jsonl"};
  const ProgramRun run = Slant(call, both);
  if (Contains(run.err, "no model")) {
    GTEST_SKIP() << "NOT TESTED: there is no model";
  }
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(Rows(run.out).size(), 1u);
  EXPECT_TRUE(Contains(run.err, "standard input:2: the text is German (de)")) << run.err;
  EXPECT_TRUE(Contains(run.err, "not in 'en' and not scored: 1")) << run.err;
  Words any = call;
  any.insert(any.end(), {"--language", "any"});
  EXPECT_EQ(Rows(Slant(any, both).out).size(), 2u);
  EXPECT_STREQ(Json(Slant({"extract"}, german).out)["language"].GetString(), "de");
}

TEST(CliReadersTest, OpinionStandsApartFromAComparisonUnlessAskedFor) {
  const std::string lines =
      "{\"outlet\":\"A\",\"kind\":\"opinion\",\"text\":\"The mayor failed again.\"}\n"
      "{\"outlet\":\"A\",\"text\":\"The mayor spoke.\"}\n{\"outlet\":\"B\",\"text\":\"It "
      "rained.\"}\n";
  const auto counts = [&](const Words& more) {
    Words call = {"compare", "--format", "jsonl"};
    call.insert(call.end(), more.begin(), more.end());
    std::string out;
    for (const auto& row : Rows(Slant(call, lines).out)) {
      if (row["schema"] != "slant.outlet/1") {
        continue;
      }
      out += std::string(row["outlet"].GetString()) + (row.HasMember("apart") ? " apart " : " ") +
             std::to_string(row["articles"].GetInt()) + ",";
    }
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < out.size(); at = out.find(',', at) + 1) {
      parts.push_back(out.substr(at, out.find(',', at) - at));
    }
    std::sort(parts.begin(), parts.end());
    return parts;
  };
  if (Contains(Slant({"compare"}, lines).err, "no model")) {
    GTEST_SKIP() << "NOT TESTED: there is no model";
  }
  EXPECT_EQ(counts({}), (Words{"A 1", "A apart 1", "B 1"}));
  EXPECT_EQ(counts({"--kind", "all"}), (Words{"A 2", "B 1"}));
  EXPECT_EQ(counts({"--kind", "opinion"}), (Words{"A 1"}));
  const ProgramRun text = Slant({"compare"}, lines);
  EXPECT_TRUE(Contains(text.out, "Apart, not compared with the above: opinion\n")) << text.out;
  const ProgramRun csv = Slant({"compare", "--format", "csv"}, lines);
  EXPECT_TRUE(Contains(csv.out, "\noutlet (opinion),A,,tone_all,1,")) << csv.out;
}

// --- runs that are stopped and split

TEST(CliReadersTest, PartsJoinToTheBytesOfOneRun) {
  const TempDir folder;
  const std::string bad = folder.Put("bad.jsonl", "{\"id\":1}\n{\"text\":\"It rained.\"}\n");
  const std::string whole = Slant({"extract", kSamples, bad, kSamples}).out;
  for (const int n : {1, 2, 3, 50}) {
    Words merge = {"merge", "-o", folder / "all"};
    for (int i = n; i >= 1; --i) {
      const std::string part = folder / ("part" + std::to_string(i));
      const ProgramRun run =
          Slant({"extract", "--shard", std::to_string(i) + "/" + std::to_string(n), "-o", part,
                 "--threads", std::to_string(1 + i % 3), kSamples, bad, kSamples});
      EXPECT_EQ(run.status, 0) << run.err;
      merge.push_back(part);
    }
    const ProgramRun run = Slant(merge);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_TRUE(ReadFile(folder / "all") == whole) << n << " parts";
    if (n == 3) {
      merge.pop_back();
      EXPECT_TRUE(Contains(Slant(merge).err, "of 3, and 2 parts are given"));
      merge.push_back(folder / "part2");
      EXPECT_TRUE(Contains(Slant(merge).err, "given twice"));
    }
  }
}

// Starts the program, kills it after some time; true if it was still running.
bool RunAndKill(const Words& words, std::chrono::microseconds after) {
  std::vector<char*> arguments = {const_cast<char*>(kProgram.c_str())};
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, kProgram.c_str(), nullptr, nullptr, arguments.data(), environ),
            0);
  std::this_thread::sleep_for(after);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

TEST(CliReadersTest, AKilledRunGoesOnToTheSameBytes) {
  // Seconds of work on one thread, some states on the way.
  constexpr int kArticles = kSanitized ? 8000 : 40000;
  const TempDir folder;
  const std::string article = JsonArticle() + "\n";
  std::string lines;
  for (int i = 0; i < kArticles; ++i) {
    lines += i % 1000 == 7 ? "{\"id\":1}\n" : article;
  }
  const std::string input = folder.Put("a.jsonl", lines);
  const Words plain = {"extract", "--threads", "1", "-o", folder / "whole", input};
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(Slant(plain).status, 0);
  const auto whole_run = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - began);
  const std::string whole = ReadFile(folder / "whole");
  std::uint32_t random = 20260302;
  int killed = 0;
  for (int i = 0; i < 10; ++i) {
    random = random * 1664525 + 1013904223;
    const std::string out = folder / ("out" + std::to_string(i));
    const Words resumed = {"extract",    "--threads",       "1",  "--resume", "-o", out,
                           "--manifest", folder / "m.json", input};
    killed += RunAndKill(resumed, whole_run * (random >> 24) / 256) ? 1 : 0;
    const bool left_state = fs::exists(out + ".resume");
    ASSERT_EQ(Slant(resumed).status, 0);
    EXPECT_TRUE(ReadFile(out) == whole) << "killed " << (random >> 24) << "/256 of the way, "
                                        << (left_state ? "with" : "without") << " a state";
    EXPECT_FALSE(fs::exists(out + ".resume"));
    const auto manifest = Json(ReadFile(folder / "m.json"));
    EXPECT_EQ(manifest["articles"].GetInt(), kArticles - kArticles / 1000);
    EXPECT_EQ(manifest["skipped"]["malformed"].GetInt(), kArticles / 1000);
    fs::remove(out);
  }
  EXPECT_GT(killed, 4) << "most runs were too short to be killed";
}

TEST(CliReadersTest, AnotherCallIsNotGoneOnWith) {
  const TempDir folder;
  folder.Put("out.resume",
             "slant resume 1\ncall 0\nshard -\nrecords 1\nbytes 0\nindex 0\naccount {}\n");
  EXPECT_EQ(Slant({"extract", "--resume", "-o", folder / "out", kSamples}).status, 1);
  EXPECT_EQ(Slant({"extract", "--resume", kSamples}).status, 2) << "--resume needs -o";
  EXPECT_EQ(Slant({"extract", "--resume", "-o", folder / "x", "-"}).status, 2);
  EXPECT_EQ(Slant({"extract", "--shard", "3/2", "-o", folder / "x", kSamples}).status, 2);
}

}  // namespace
}  // namespace slant
