#include "slant/pipeline/target_fields.h"

#include <simdjson.h>

#include <array>

namespace slant {
namespace {

namespace dom = simdjson::dom;

Error Malformed(std::string message) { return {ErrorCode::kMalformed, std::move(message), ""}; }

std::optional<std::uint64_t> Number(const dom::object& target, std::string_view key) {
  std::uint64_t number = 0;
  return target.at_key(key).get(number) == simdjson::SUCCESS ? std::optional(number) : std::nullopt;
}

// The byte at which character `index` begins, or nothing if the text is shorter.
std::optional<std::size_t> ByteOf(std::string_view text, std::uint64_t index) {
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) {
      continue;
    }
    if (seen++ == index) {
      return i;
    }
  }
  return seen == index ? std::optional(text.size()) : std::nullopt;
}

Result<Span> SpanOf(const dom::object& target, std::string_view text) {
  std::optional<std::size_t> begin = Number(target, "start");
  std::optional<std::size_t> end = Number(target, "end");
  if (!begin || !end) {
    const auto from = Number(target, "from");
    const auto to = Number(target, "to");
    if (from && to) {
      begin = ByteOf(text, *from);
      end = ByteOf(text, *to);
    }
  }
  constexpr std::array<std::string_view, 3> kNames = {"mention", "entity", "text"};
  for (std::size_t i = 0; i < kNames.size() && !begin; ++i) {
    std::string_view name;
    if (target.at_key(kNames[i]).get(name) == simdjson::SUCCESS && !name.empty()) {
      const std::size_t found = text.find(name);
      if (found != std::string_view::npos) {
        begin = found;
        end = found + name.size();
      }
    }
  }
  const auto inside_character = [&](std::size_t byte) {
    return byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U;
  };
  if (!begin || !end || *begin >= *end || *end > text.size() || inside_character(*begin) ||
      inside_character(*end)) {
    return Malformed(
        "expected a target's start and end, from and to, or mention in the text, found " +
        std::string(simdjson::minify(target)));
  }
  return Span{static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(*end)};
}

}  // namespace

Result<std::vector<TargetField>> ReadTargetFields(std::string_view json, std::string_view text,
                                                  const std::string& label) {
  dom::parser parser;
  dom::array list;
  if (parser.parse(json.data(), json.size()).get(list) != simdjson::SUCCESS) {
    return Malformed("expected a list of targets, found another value");
  }
  std::vector<TargetField> out;
  for (const dom::element item : list) {
    dom::object target;
    if (item.get(target) != simdjson::SUCCESS) {
      return Malformed("expected an object for each target, found another value");
    }
    TargetField field;
    SLANT_ASSIGN_OR_RETURN(field.span, SpanOf(target, text));
    dom::element value;
    if (target.at_key(label).get(value) == simdjson::SUCCESS && !value.is_null()) {
      std::string_view string;
      field.label = value.get(string) == simdjson::SUCCESS ? std::string(string)
                                                           : std::string(simdjson::minify(value));
    }
    dom::array probabilities;
    if (target.at_key("p").get(probabilities) == simdjson::SUCCESS) {
      for (const dom::element p : probabilities) {
        double number = 0;
        if (p.get(number) != simdjson::SUCCESS) {
          return Malformed("expected numbers in p, found another value");
        }
        field.probabilities.push_back(number);
      }
    }
    out.push_back(std::move(field));
  }
  return out;
}

}  // namespace slant
