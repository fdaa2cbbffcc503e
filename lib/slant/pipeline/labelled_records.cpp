#include "slant/pipeline/labelled_records.h"

#include "slant/base/hash.h"

namespace slant {

Result<std::size_t> ForEachRecord(const std::vector<std::string>& inputs,
                                  const ReaderOptions& options,
                                  const std::function<void(const Error&)>& report,
                                  const std::function<Status(Article&)>& take) {
  const auto reader = OpenArticles(inputs, options);
  std::size_t malformed = 0;
  while (true) {
    auto next = reader->Next();
    if (!next) {
      if (next.error().code == ErrorCode::kNotFound || next.error().code == ErrorCode::kIo) {
        return next.error();
      }
      ++malformed;
      report(next.error());
    } else if (!next->has_value()) {
      return malformed;
    } else {
      SLANT_RETURN_IF_ERROR(take(**next));
    }
  }
}

std::uint64_t GroupOf(const Article& article, const std::string& field) {
  return Hash64(article.Field(field).value_or(std::string_view(article.text)));
}

}  // namespace slant
