#include "slant/corpus/html_reader.h"

#include <filesystem>
#include <utility>

#include "slant/corpus/field_names.h"
#include "slant/html/charset.h"
#include "slant/html/page_extractor.h"

namespace slant {
namespace {

class HtmlReader : public PageReader {
 public:
  explicit HtmlReader(ByteSource source) : source_(std::move(source)) {}

  Result<std::optional<Draft>> NextDraft() override {
    if (std::exchange(done_, true)) {
      return std::optional<Draft>();
    }
    Draft draft;
    draft.article.source = source_.path();
    std::filesystem::path name = std::filesystem::path(source_.path()).filename();
    while (name.has_extension()) {  // page.html.gz
      name = name.stem();
    }
    draft.article.id = name.string();
    SLANT_ASSIGN_OR_RETURN(draft.page, source_.ReadAll(kMaxRecordBytes));
    return std::optional<Draft>(std::move(draft));
  }

 private:
  ByteSource source_;
  bool done_ = false;
};

std::string Joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) {
    out += out.empty() ? "" : separator;
    out += part;
  }
  return out;
}

}  // namespace

Result<std::optional<Article>> PageReader::Next() {
  SLANT_ASSIGN_OR_RETURN(auto draft, NextDraft());
  if (!draft) {
    return std::optional<Article>();
  }
  SLANT_ASSIGN_OR_RETURN(Article article, Finish(*std::move(draft)));
  return std::optional<Article>(std::move(article));
}

Result<Article> FinishPage(Draft draft) {
  Article& article = draft.article;
  if (draft.page.empty()) {
    return std::move(article);
  }
  Decoded decoded = DecodeHtml(std::move(draft.page), draft.charset);
  article.replaced_bytes += decoded.replaced;
  auto page = ExtractPage(std::move(decoded.text));
  if (!page) {
    return Error{page.error().code, page.error().message, article.source};
  }
  const auto take = [](std::string& to, std::string from) {
    if (!from.empty()) {
      to = std::move(from);
    }
  };
  take(article.title, page->title);
  take(article.outlet, page->outlet);
  take(article.url, page->url);
  take(article.date, page->date);
  take(article.section, page->section);
  take(article.language, page->language);
  take(article.author, Joined(page->authors, kListSeparator));
  take(article.kind, Joined(page->types, kListSeparator));
  article.text = Joined(page->paragraphs, kParagraphEnd);
  if (!article.url.empty()) {
    article.id = article.url;
  }
  return std::move(article);
}

std::unique_ptr<ArticleReader> MakeHtmlReader(ByteSource source) {
  return std::make_unique<HtmlReader>(std::move(source));
}

}  // namespace slant
