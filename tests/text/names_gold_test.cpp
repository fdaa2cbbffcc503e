// Are the targets of NewsMTSC (Hamborg and Donnay, EACL 2021) among the names and mentions found?
// A target counts as found when a mention overlaps its head word.  Each sentence stands alone, so
// "he" has nobody to be led back to.

#include <gtest/gtest.h>

#include <cstdio>

#include "text/polnear.h"

namespace slant {
namespace {

TEST(NamesGoldTest, TargetsOfNewsMtscAreFound) {
  const std::string folder = SLANT_SHARED_DATA "/newsmtsc/";
  if (!std::ifstream(folder + "rw_dev.jsonl").good()) {
    GTEST_SKIP() << "the gold targets are not there: " << folder;
  }
  const Segmenter segmenter{Vocabulary()};
  Document document;
  simdjson::dom::parser parser;
  double all_found = 0;
  double all = 0;
  for (const std::string name : {"rw_dev", "mt_dev"}) {
    std::ifstream file(folder + name + ".jsonl");
    double found = 0;
    double total = 0;
    for (std::string line; std::getline(file, line);) {
      const simdjson::dom::element record = parser.parse(line).value();
      const std::string text(record["text"].get_string().value());
      std::vector<std::uint32_t> bytes;
      for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || IsCodePointBorder(text, i)) {
          bytes.push_back(static_cast<std::uint32_t>(i));
        }
      }
      segmenter.SegmentOneSentence(text, document);
      const simdjson::dom::array targets = record["targets"].get_array().value();
      for (auto target : targets) {
        const Span span{bytes.at(target["from"].get_uint64().value()),
                        bytes.at(target["to"].get_uint64().value())};
        const Span head = polnear::HeadOf(document, {span});
        ++total;
        found += std::any_of(document.mentions.begin(), document.mentions.end(),
                             [&](const Mention& m) { return m.span.Overlaps(head); });
      }
    }
    std::printf("NewsMTSC %s: %.0f of %.0f targets found, %.4f\n", name.c_str(), found, total,
                found / total);
    all_found += found;
    all += total;
  }
  std::printf("NewsMTSC rw_dev and mt_dev: %.4f\n", all_found / all);
  EXPECT_GE(all_found / all, 0.96);
}

}  // namespace
}  // namespace slant
