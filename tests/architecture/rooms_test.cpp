// Holds the source tree against lib/CMakeLists.txt: who may include whom, and what a library must
// not do.  Reads files as text, so that a wrong include is named even where it compiles.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace slant {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = SLANT_SOURCE_DIR;

std::string Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << "cannot read " << path;
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string Name(const fs::path& path) { return fs::relative(path, kRoot).string(); }

struct Room {
  std::string name;
  std::vector<std::string> depends;
};

// The words of CMake code, comments left out; brackets are words of their own.
std::vector<std::string> CMakeWords(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line = line.substr(0, line.find('#'));
    line = std::regex_replace(line, std::regex("[()]"), " $& ");
    std::istringstream items(line);
    words.insert(words.end(), std::istream_iterator<std::string>(items), {});
  }
  return words;
}

// Rooms as slant_room(NAME DEPENDS ... SOURCES ...) declares them, top to bottom.
std::vector<Room> Rooms() {
  const std::set<std::string> keywords = {"DEPENDS", "SOURCES", "EMBED", "LIBRARIES"};
  std::vector<Room> rooms;
  const auto words = CMakeWords(Read(kRoot / "lib/CMakeLists.txt"));
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i] != "slant_room" || words[i + 1] != "(") {
      continue;
    }
    Room room{words[i + 2], {}};
    std::string keyword;
    for (std::size_t j = i + 3; j < words.size() && words[j] != ")"; ++j) {
      if (keywords.contains(words[j])) {
        keyword = words[j];
      } else if (keyword == "DEPENDS") {
        room.depends.push_back(words[j]);
      }
    }
    rooms.push_back(std::move(room));
  }
  return rooms;
}

bool IsSource(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".h" || extension == ".cpp" || extension == ".in";
}

// All C++ sources below a folder of the tree, in the order of their names.
std::vector<fs::path> Sources(const std::string& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (entry.is_regular_file() && IsSource(entry.path())) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Include {
  std::string path;
  bool quoted;
  int line;
};

std::vector<Include> Includes(const std::string& text) {
  static const std::regex kInclude(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"])re");
  std::vector<Include> includes;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) {
      includes.push_back({match[2], match[1] == "\"", number});
    }
  }
  return includes;
}

// The source without its comments and string literals, lines kept.
std::string CodeOnly(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "//") == 0) {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (text.compare(i, 2, "/*") == 0) {
      const std::size_t end = std::min(text.find("*/", i + 2), text.size());
      out.append(static_cast<std::size_t>(
                     std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                text.begin() + static_cast<std::ptrdiff_t>(end), '\n')),
                 '\n');
      i = end + 1;
    } else if (text[i] == '"') {
      for (++i; i < text.size() && text[i] != '"' && text[i] != '\n'; ++i) {
        i += text[i] == '\\' ? 1 : 0;
      }
      out += "\"\"";
    } else {
      out += text[i];
    }
  }
  return out;
}

TEST(RoomsTest, TheFileOfRoomsIsUnderstood) {
  const auto rooms = Rooms();
  ASSERT_GE(rooms.size(), 11u);
  EXPECT_EQ(rooms.front().name, "base");
  EXPECT_TRUE(rooms.front().depends.empty());
  const auto embed =
      std::find_if(rooms.begin(), rooms.end(), [](const Room& r) { return r.name == "embed"; });
  ASSERT_NE(embed, rooms.end());
  EXPECT_EQ(embed->depends, (std::vector<std::string>{"base", "text"}));
}

TEST(RoomsTest, EveryRoomDependsOnlyOnRoomsAboveIt) {
  std::set<std::string> above;
  for (const Room& room : Rooms()) {
    for (const std::string& other : room.depends) {
      EXPECT_TRUE(above.contains(other))
          << room.name << " depends on " << other << ", which does not stand above it";
    }
    EXPECT_TRUE(above.insert(room.name).second) << room.name << " is declared twice";
  }
}

TEST(RoomsTest, EveryFolderOfTheLibraryIsARoom) {
  std::set<std::string> names;
  for (const Room& room : Rooms()) {
    names.insert(room.name);
  }
  for (const auto& entry : fs::directory_iterator(kRoot / "lib/slant")) {
    if (entry.is_directory()) {
      EXPECT_TRUE(names.contains(entry.path().filename())) << Name(entry.path());
    }
  }
}

TEST(RoomsTest, ARoomIncludesOnlyItselfAndRoomsItDeclares) {
  static const std::regex kOwn(R"(^slant/([^/]+)/[^/]+\.h$)");
  int checked = 0;
  for (const Room& room : Rooms()) {
    std::set<std::string> allowed(room.depends.begin(), room.depends.end());
    allowed.insert(room.name);
    for (const fs::path& file : Sources("lib/slant/" + room.name)) {
      for (const Include& include : Includes(Read(file))) {
        std::smatch match;
        if (std::regex_match(include.path, match, kOwn)) {
          ++checked;
          EXPECT_TRUE(allowed.contains(match[1]))
              << Name(file) << ":" << include.line << " includes " << include.path << ", but room "
              << room.name << " does not declare it";
          EXPECT_TRUE(fs::exists(kRoot / "lib" / include.path))
              << Name(file) << ":" << include.line << ": there is no " << include.path;
        }
      }
    }
  }
  EXPECT_GT(checked, 100) << "the search for includes has gone blind";
}

// One spelling inside, outside and installed: "slant/<room>/<header>.h".
TEST(RoomsTest, OwnHeadersAreSpelledFromTheLibrarysRoot) {
  for (const char* folder : {"lib", "tools", "tests", "bench"}) {
    for (const fs::path& file : Sources(folder)) {
      for (const Include& include : Includes(Read(file))) {
        const bool own = include.path.starts_with("slant/");
        const bool helper =
            std::string(folder) != "lib" &&
            (include.path.starts_with("support/") || fs::exists(kRoot / folder / include.path));
        EXPECT_TRUE(own == include.quoted || (include.quoted && helper))
            << Name(file) << ":" << include.line << ": " << include.path;
        EXPECT_FALSE(include.path.find("../") != std::string::npos)
            << Name(file) << ":" << include.line << ": " << include.path;
      }
    }
  }
}

// All rooms share one namespace: two types of one name are two definitions of one thing to the
// linker, and nobody warns.
TEST(RoomsTest, NoTwoHeadersDefineATypeOfOneName) {
  static const std::regex kType(
      R"(^(?:struct|class|enum class|using) (?:\[\[\w+\]\] )?(\w+)(?![\w<])[^;]*(?:\{|=))");
  std::map<std::string, std::string> where;
  for (const fs::path& file : Sources("lib")) {
    if (file.extension() != ".h") {
      continue;
    }
    std::istringstream lines(CodeOnly(Read(file)));
    for (std::string line; std::getline(lines, line);) {
      std::smatch match;
      if (std::regex_search(line, match, kType)) {
        const auto [first, is_new] = where.emplace(match[1], Name(file));
        EXPECT_TRUE(is_new) << match[1] << " is defined in " << first->second << " and in "
                            << Name(file);
      }
    }
  }
  EXPECT_GT(where.size(), 200u) << "the search for types has gone blind";
}

TEST(RoomsTest, OnlyOneFileKnowsFastText) {
  std::vector<std::string> knows;
  for (const fs::path& file : Sources("lib")) {
    for (const Include& include : Includes(Read(file))) {
      if (include.path.starts_with("fasttext/")) {
        knows.push_back(Name(file));
      }
    }
  }
  EXPECT_EQ(knows, std::vector<std::string>{"lib/slant/embed/fasttext_model.cpp"});
}

TEST(RoomsTest, TheLibraryNeitherPrintsNorExits) {
  static const std::regex kForbidden(
      R"(std::cout|std::cerr|std::clog|\bf?printf\s*\(|\bputs\s*\(|)"
      R"(\b(std::)?(_|quick_)?exit\s*\(|\b(std::)?abort\s*\(|std::terminate)");
  for (const fs::path& file : Sources("lib")) {
    std::istringstream lines(CodeOnly(Read(file)));
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      ++number;
      EXPECT_FALSE(std::regex_search(line, kForbidden))
          << Name(file) << ":" << number << ": " << line;
    }
  }
}

TEST(RoomsTest, EveryRoomHasAReadme) {
  for (const Room& room : Rooms()) {
    EXPECT_TRUE(fs::exists(kRoot / "lib/slant" / room.name / "README.md")) << "room " << room.name;
  }
}

// A test in a folder that CMake does not know would be built by nobody.
TEST(RoomsTest, EveryTestAndBenchmarkLiesWhereItIsBuilt) {
  std::set<std::string> folders = {"architecture", "cli"};
  for (const Room& room : Rooms()) {
    folders.insert(room.name);
  }
  int found = 0;
  for (const char* top : {"tests", "bench"}) {
    for (const fs::path& file : Sources(top)) {
      const std::string stem = file.stem().string();
      if (!stem.ends_with("_test") && !stem.ends_with("_bench")) {
        continue;
      }
      ++found;
      EXPECT_EQ(stem.ends_with("_test"), std::string(top) == "tests") << Name(file);
      EXPECT_TRUE(folders.contains(file.parent_path().filename())) << Name(file);
      EXPECT_EQ(file.parent_path().parent_path(), kRoot / top)
          << Name(file) << " lies too deep for CMake to find it";
    }
  }
  EXPECT_GT(found, 10) << "the search for tests has gone blind";
}

// tests/<room>/<header>_test.cpp: the stem names the header that is tested; a second file about the
// same header says how: against labelled data (gold), random texts (property), lines of cases.
TEST(RoomsTest, TestsAndBenchmarksAreNamedAfterAHeader) {
  for (const Room& room : Rooms()) {
    for (const char* top : {"tests", "bench"}) {
      if (!fs::exists(kRoot / top / room.name)) {
        continue;
      }
      for (const fs::path& file : Sources(std::string(top) + "/" + room.name)) {
        std::string stem = file.stem().string();
        const std::size_t tail = stem.rfind(std::string(top) == "tests" ? "_test" : "_bench");
        if (tail == std::string::npos) {
          continue;
        }
        stem.resize(tail);
        for (const char* kind : {"_gold", "_property", "_cases"}) {
          stem.resize(stem.ends_with(kind) ? stem.size() - std::strlen(kind) : stem.size());
        }
        const fs::path folder = kRoot / "lib/slant" / room.name;
        EXPECT_TRUE(fs::exists(folder / (stem + ".h")) || fs::exists(folder / (stem + ".cpp")))
            << Name(file) << " is named after no header of its room";
      }
    }
  }
}

}  // namespace
}  // namespace slant
