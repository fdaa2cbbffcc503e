#include "slant/corpus/article_reader.h"

namespace slant {

Result<std::optional<Draft>> ArticleReader::NextDraft() {
  SLANT_ASSIGN_OR_RETURN(auto article, Next());
  if (!article) {
    return std::optional<Draft>();
  }
  Draft draft;
  draft.article = *std::move(article);
  return std::optional<Draft>(std::move(draft));
}

Result<Article> ArticleReader::Finish(Draft draft) const { return std::move(draft.article); }

}  // namespace slant
