/// @file slant_program.h
/// Calls of the program under test, and the files of the checkout that tests give it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "support/run_program.h"
#include "support/temp_dir.h"

namespace slant {

inline const std::string kProgram = SLANT_PROGRAM;
inline const std::string kSource = SLANT_SOURCE_DIR;
inline const std::string kCorpora = kSource + "/corpora";
inline const std::string kSamples = kCorpora + "/samples";
inline const std::string kPlain = kSamples + "/plain";
inline const std::string kGold = kCorpora + "/gold/sentences.jsonl";
inline const std::string kCues = kCorpora + "/lexicons/cues-en.tsv";

/// `slant` with these words.
inline ProgramRun Slant(Words words, std::string_view input = {}) {
  words.insert(words.begin(), kProgram);
  return RunProgram(words, {input, {}, {}});
}

/// What it prints, where nothing may go wrong.
inline std::string Out(const Words& words, std::string_view input = {}) {
  const ProgramRun run = Slant(words, input);
  EXPECT_EQ(run.status, 0) << run.err;
  return run.out;
}

/// A line for the shell, run in the checkout if no folder is given, where `slant` is the program
/// under test.
inline ProgramRun Shell(const std::string& line, RunOptions options = {}) {
  const char* path = std::getenv("PATH");
  options.setting.push_back("PATH=" + std::filesystem::path(kProgram).parent_path().string() + ":" +
                            (path != nullptr ? path : "/usr/bin:/bin"));
  if (options.folder.empty()) {
    options.folder = kSource;
  }
  return RunProgram({"/bin/sh", "-c", line}, options);
}

/// The model that the program finds by itself in a checkout.
inline std::string DefaultModel() {
  const char* chosen = std::getenv("SLANT_MODEL");
  return chosen != nullptr && *chosen != '\0' ? chosen : kCorpora + "/model/en.slant";
}

/// For tests that score something: a checkout may be without the model.
class WithModel : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(DefaultModel())) {
      GTEST_SKIP() << "NOT TESTED: there is no model at " << DefaultModel()
                   << "; tools/build-model makes it";
    }
  }

  TempDir folder_;
};

}  // namespace slant
