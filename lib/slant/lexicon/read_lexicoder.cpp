// Lexicoder's .lc3: XML in which <cnode name="..."> holds categories and <pnode name="..."/> words.
// The Lexicoder Sentiment Dictionary, Young and Soroka (2012), is given out like that.
#include <libxml/xmlreader.h>

#include <algorithm>
#include <memory>

#include "slant/base/ascii.h"
#include "slant/lexicon/lexicon_format.h"

namespace slant {
namespace {

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

void KeepError(void* target, xmlError* error) {
  auto& text = *static_cast<std::pair<std::string, int>*>(target);
  if (text.first.empty() && error->message != nullptr) {
    text = {std::string(TrimAscii(error->message)), error->line};
  }
}

// The attribute `name`, empty if there is none.
std::string NameOfNode(xmlTextReader* reader) {
  xmlChar* const name = xmlTextReaderGetAttribute(reader, BAD_CAST "name");
  std::string text = name == nullptr ? "" : reinterpret_cast<const char*>(name);
  xmlFree(name);
  return text;
}

}  // namespace

bool IsLexicoder(const LexiconSample& sample) {
  if (sample.lines.empty() || !TrimAscii(sample.lines[0].text).starts_with('<')) {
    return false;
  }
  for (const LexiconLine& line : sample.lines) {
    if (LowerAscii(line.text).find("<cnode") != std::string::npos) {
      return true;
    }
  }
  return false;
}

void ReadLexicoder(std::string_view text, LexiconBuilder& builder) {
  // No network, no entities of its own: only what stands in the file.
  const std::unique_ptr<xmlTextReader, FreeReader> reader(
      xmlReaderForMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8",
                         XML_PARSE_NONET | XML_PARSE_NOCDATA));
  if (reader == nullptr) {
    builder.Fail(0, "no memory for the XML");
    return;
  }
  std::pair<std::string, int> error;
  xmlTextReaderSetStructuredErrorHandler(
      reader.get(), reinterpret_cast<xmlStructuredErrorFunc>(&KeepError), &error);
  std::vector<std::pair<int, std::string>> path;  // depth and name of the open <cnode>s
  int more = 0;
  while (!builder.stopped() && (more = xmlTextReaderRead(reader.get())) == 1) {
    if (xmlTextReaderNodeType(reader.get()) != XML_READER_TYPE_ELEMENT) {
      continue;
    }
    const int depth = xmlTextReaderDepth(reader.get());
    while (!path.empty() && path.back().first >= depth) {
      path.pop_back();
    }
    const auto line = static_cast<std::size_t>(xmlTextReaderGetParserLineNumber(reader.get()));
    const std::string node =
        LowerAscii(reinterpret_cast<const char*>(xmlTextReaderConstLocalName(reader.get())));
    if (node != "cnode" && node != "pnode") {
      continue;
    }
    const std::string name = NameOfNode(reader.get());
    if (name.empty()) {
      builder.Bad(line, "a <" + node + "> without a name");
    } else if (node == "cnode") {
      path.emplace_back(depth, name);
    } else if (path.empty()) {
      builder.Bad(line, "the word '" + name.substr(0, 60) + "' is in no <cnode>");
    } else {
      std::string joined;
      for (const auto& [level, part] : path) {
        joined += (joined.empty() ? "" : ".") + part;
      }
      const auto category = builder.Category(line, joined);
      if (!category) {
        return;
      }
      if (const auto place = builder.Entry(line, name, Wildcards::kYes)) {
        builder.AddValue(line, place->entry, *category, 1, Twice::kLastCounts);
      }
    }
  }
  if (more < 0 && !builder.stopped()) {
    builder.Fail(static_cast<std::size_t>(std::max(0, error.second)),
                 "XML: " + (error.first.empty() ? "not well formed" : error.first));
  }
}

}  // namespace slant
