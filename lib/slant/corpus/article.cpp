#include "slant/corpus/article.h"

namespace slant {

std::optional<std::string_view> Article::Field(std::string_view name) const {
  for (const auto& [key, value] : extra) {
    if (key == name) {
      return value;
    }
  }
  const std::pair<std::string_view, const std::string*> members[] = {
      {"id", &id},       {"outlet", &outlet}, {"url", &url},         {"date", &date},
      {"title", &title}, {"text", &text},     {"kind", &kind},       {"story", &story},
      {"topic", &topic}, {"author", &author}, {"section", &section}, {"language", &language}};
  for (const auto& [key, value] : members) {
    if (key == name) {
      return *value;
    }
  }
  return std::nullopt;
}

}  // namespace slant
