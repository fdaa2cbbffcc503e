// quanteda's YAML: keys, nested at will, with lists of globs below them.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

struct Stop {};

// Reads the events of a YAML text; nothing of it is kept, so that nothing can grow by aliases.
class YamlReader : public YAML::EventHandler {
 public:
  explicit YamlReader(LexiconBuilder& builder) : builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    // Behind a bracket too many, yaml-cpp 0.7 finds empty documents without end.
    if (mark.pos <= document_) {
      Fail(mark, "YAML: expected a key, found something else");
    }
    document_ = mark.pos;
  }
  void OnDocumentEnd() override {}
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    Bad(mark,
        "expected a word, found an alias; put quotation marks around a word that begins with "
        "a star");
    Done();
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    if (!levels_.empty() && levels_.back() == Level::kKey) {
      OnScalar(mark, "", 0, "null");
      return;
    }
    if (!levels_.empty() && levels_.back() == Level::kList) {
      builder_.Note(Line(mark),
                    "an empty item is left out; put quotation marks around the word "
                    "'null' or '~'");
    }
    Done();
  }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& value) override {
    if (levels_.empty()) {
      Fail(mark, "expected keys with lists of words");
    }
    if (levels_.back() == Level::kKey) {
      path_.push_back(value);
      levels_.back() = Level::kValue;
      return;
    }
    Word(mark, value);
    Done();
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                       YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {
    if (levels_.empty() || levels_.back() == Level::kKey) {
      Fail(mark, "expected keys with lists of words, found a list without a key");
    }
    levels_.push_back(Level::kList);
  }
  void OnSequenceEnd() override { End(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    if (!levels_.empty() && levels_.back() == Level::kKey) {
      Fail(mark, "expected a key, found a mapping");
    }
    levels_.push_back(Level::kKey);
  }
  void OnMapEnd() override { End(); }

 private:
  enum class Level { kKey, kValue, kList };

  static std::size_t Line(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.line) + 1;
  }
  void Bad(const YAML::Mark& mark, std::string message) {
    builder_.Bad(Line(mark), std::move(message));
    if (builder_.stopped()) {
      throw Stop();
    }
  }
  [[noreturn]] void Fail(const YAML::Mark& mark, std::string message) {
    builder_.Fail(Line(mark), std::move(message));
    throw Stop();
  }
  void End() {
    levels_.pop_back();
    Done();
  }
  // A value is complete; the key it belongs to with it.
  void Done() {
    if (!levels_.empty() && levels_.back() == Level::kValue) {
      path_.pop_back();
      levels_.back() = Level::kKey;
    } else if (!levels_.empty() && levels_.back() == Level::kKey) {
      // An alias as a key: its value follows.
      path_.emplace_back("?");
      levels_.back() = Level::kValue;
    }
  }
  void Word(const YAML::Mark& mark, const std::string& value) {
    std::string name;
    for (const std::string& key : path_) {
      name += (name.empty() ? "" : ".") + key;
    }
    const auto category = builder_.Category(Line(mark), name);
    const auto place = category ? builder_.Entry(Line(mark), value, Wildcards::kYes) : std::nullopt;
    if (place) {
      builder_.AddValue(Line(mark), place->entry, *category, 1, Twice::kLastCounts);
    }
    if (builder_.stopped()) {
      throw Stop();
    }
  }

  LexiconBuilder& builder_;
  int document_ = -1;  // where the one at hand begins
  std::vector<Level> levels_;
  std::vector<std::string> path_;
};

}  // namespace

bool IsQuantedaYaml(const LexiconSample& sample) {
  const LexiconLine* key = nullptr;
  for (const LexiconLine& line : sample.lines) {
    const std::string_view text = TrimAscii(line.text);
    if (text.starts_with('#') || text == "---" || text.starts_with("%YAML")) {
      continue;
    }
    if (key == nullptr) {
      if (line.text[0] == ' ' || text.starts_with('-') || text.find('\t') != text.npos ||
          (!text.ends_with(':') && text.find(": [") == text.npos)) {
        return false;
      }
      if (text.find(": [") != text.npos) {
        return true;
      }
      key = &line;
      continue;
    }
    return line.text[0] == ' ' || text.starts_with("- ") || text.starts_with('[') ||
           text.ends_with(':');
  }
  return false;
}

void ReadQuantedaYaml(std::string_view text, LexiconBuilder& builder) {
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    YamlReader reader(builder);
    while (parser.HandleNextDocument(reader)) {
    }
  } catch (const Stop&) {
  } catch (const YAML::Exception& failure) {
    const int line = failure.mark.line;
    builder.Fail(
        line < 0 ? 0 : static_cast<std::size_t>(line) + 1,
        "YAML: " + failure.msg + " (words with ? * : # [ ] { } are safe in quotation marks)");
  }
}

}  // namespace slant
