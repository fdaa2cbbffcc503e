#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "slant/corpus/article_reader.h"
#include "support/is_ok.h"
#include "support/temp_dir.h"

namespace slant {
namespace {

using Strings = std::vector<std::string>;

// What comes: the ids of articles, and "! message" for errors.
Strings ReadAll(const Strings& inputs) {
  Strings out;
  const auto reader = OpenArticles(inputs, {});
  for (int i = 0; i < 1000; ++i) {
    const auto article = reader->Next();
    if (!article) {
      out.push_back("! " + article.error().message);
    } else if (*article) {
      out.push_back((**article).id);
    } else {
      return out;
    }
  }
  ADD_FAILURE() << "the reader does not end";
  return out;
}

std::string Line(const std::string& id) { return R"({"id":")" + id + R"(","text":"x"})" + "\n"; }

TEST(OpenArticlesTest, FormatsAreToldApartByContent) {
  const TempDir folder;
  EXPECT_EQ(ReadAll({folder.Put("a.txt", Line("json"))}), Strings{"json"});
  EXPECT_EQ(ReadAll({folder.Put("b.jsonl", "Just words.\n")}), Strings{"b"});
  EXPECT_EQ(ReadAll({folder.Put("c", "\xEF\xBB\xBF\r\n \n" + Line("bom"))}), Strings{"bom"});
}

TEST(OpenArticlesTest, InputsAreReadInTheOrderGiven) {
  const TempDir folder;
  const auto b = folder.Put("b.jsonl", Line("b1") + Line("b2"));
  const auto a = folder.Put("a.txt", "Words.\n");
  EXPECT_EQ(ReadAll({b, a, b}), (Strings{"b1", "b2", "a", "b1", "b2"}));
}

TEST(OpenArticlesTest, FoldersAreReadByPathAndHiddenFilesPassedOver) {
  const TempDir folder;
  folder.Put("b.txt", "Words.");
  folder.Put("a/z.txt", "Words.");
  folder.Put("a/y/deep.txt", "Words.");
  folder.Put("c.jsonl", Line("c1") + Line("c2"));
  folder.Put(".hidden.txt", "Words.");
  folder.Put(".git/config.txt", "Words.");
  folder.Put("README.md", "About these articles.");
  folder.Put("LICENSE", "Terms.");
  EXPECT_EQ(ReadAll({folder.path()}), (Strings{"deep", "z", "b", "c1", "c2"}));
}

TEST(OpenArticlesTest, AnEmptyFileOrFolderIsAnErrorAndTheRestIsRead) {
  const TempDir folder;
  const auto empty_file = folder.Put("empty.txt", "");
  std::filesystem::create_directory(folder / "empty");
  const auto good = folder.Put("good.txt", "Words.");
  EXPECT_EQ(ReadAll({empty_file, folder / "empty", good}),
            (Strings{"! the file is empty", "! the folder has no files", "good"}));
}

TEST(OpenArticlesTest, AMissingInputIsAnErrorAndTheRestIsRead) {
  const TempDir folder;
  const auto good = folder.Put("good.txt", "Words.");
  const auto reader = OpenArticles({folder / "missing", good}, {});
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kNotFound, folder / "missing"));
  const auto article = reader->Next();
  ASSERT_TRUE(IsOk(article));
  EXPECT_EQ((*article)->id, "good");
  EXPECT_FALSE(*reader->Next());
  EXPECT_FALSE(*reader->Next()) << "the end stays the end";
}

TEST(OpenArticlesTest, ABrokenRecordDoesNotEndItsFile) {
  const TempDir folder;
  const auto path = folder.Put("f.jsonl", Line("1") + "{\"text\":\n" + Line("3"));
  const auto found = ReadAll({path, path});
  ASSERT_EQ(found.size(), 6u);
  EXPECT_EQ(found[0], "1");
  EXPECT_TRUE(found[1].starts_with("! expected a JSON object")) << found[1];
  EXPECT_EQ(found[2], "3");
  EXPECT_EQ(found[5], "3");
}

TEST(OpenArticlesTest, LinksThatLeadInACircleAreNotFollowed) {
  const TempDir folder;
  folder.Put("in/a.txt", "Words.");
  std::filesystem::create_directory_symlink(folder / "in", folder / "in/loop");
  std::filesystem::create_symlink(folder / "in/self", folder / "in/self");
  std::filesystem::create_symlink(folder / "in/a.txt", folder / "in/link.txt");
  EXPECT_EQ(ReadAll({folder / "in"}), (Strings{"a", "link"}));
}

TEST(OpenArticlesTest, ALinkToItselfIsAnError) {
  const TempDir folder;
  std::filesystem::create_symlink(folder / "self", folder / "self");
  const auto reader = OpenArticles({folder / "self"}, {});
  EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kIo, "self"));
  EXPECT_FALSE(*reader->Next());
}

TEST(OpenArticlesTest, BinaryFilesAreRefusedByName) {
  const TempDir folder;
  const std::string zeros(100, '\0');
  const std::string binary[] = {
      folder.Put("a.slant", "SLANT\r\n\x1Axyz"),
      folder.Put("a.elf",
                 "\x7F"
                 "ELFxyz"),
      folder.Put("a.pdf", "%PDF-1.4 xyz"),
      folder.Put("a.png", "\x89PNGxyz"),
      folder.Put("a.bin", "xyz" + zeros),
  };
  for (const std::string& path : binary) {
    const auto reader = OpenArticles({path}, {});
    EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kMalformed, path + ": expected text"));
    EXPECT_FALSE(*reader->Next());
  }
}

TEST(OpenArticlesTest, DamagedArchivesAreNamedAndTheRestIsRead) {
  const TempDir folder;
  const std::pair<std::string, std::string> packed[] = {
      {folder.Put("a.gz", std::string("\x1F\x8B\x08", 3) + "xyz"), "gzip is damaged"},
      {folder.Put("a.zst", "\x28\xB5\x2F\xFDxyz"), "zstd is damaged"},
      {folder.Put("a.zip", "PK\x03\x04xyz"), "zip archive is damaged"},
  };
  const auto good = folder.Put("good.txt", "Words.");
  for (const auto& [path, message] : packed) {
    const auto reader = OpenArticles({path, good}, {});
    EXPECT_TRUE(IsError(reader->Next(), ErrorCode::kMalformed, message));
    const auto article = reader->Next();
    ASSERT_TRUE(IsOk(article));
    ASSERT_TRUE(*article) << path;
    EXPECT_EQ((*article)->id, "good");
    EXPECT_FALSE(*reader->Next());
  }
}

TEST(OpenArticlesTest, OptionsReachTheReader) {
  const TempDir folder;
  ReaderOptions options;
  options.keep_fields = {"lang"};
  const auto reader =
      OpenArticles({folder.Put("f", "{\"text\":\"x\",\"lang\":\"en\"}\n")}, options);
  EXPECT_EQ((**reader->Next()).Field("lang"), "en");
}

TEST(OpenArticlesTest, TheSamplesOfTheProjectAreRead) {
  const auto reader = OpenArticles({std::string(SLANT_SOURCE_DIR) + "/corpora/samples"}, {});
  int articles = 0;
  while (true) {
    const auto article = reader->Next();
    ASSERT_TRUE(IsOk(article));
    if (!*article) {
      break;
    }
    ++articles;
    EXPECT_FALSE((*article)->id.empty());
    EXPECT_FALSE((*article)->title.empty()) << (*article)->id;
    EXPECT_GT((*article)->text.size(), 500u) << (*article)->id;
    EXPECT_EQ((*article)->replaced_bytes, 0u) << (*article)->id;
  }
  EXPECT_EQ(articles, 29);  // 4 + 5 + 5 + 4 + 5 + 5 lines and a text file
}

}  // namespace
}  // namespace slant
