/// @file html_reader.h
/// One article from a web page.
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "slant/corpus/article_reader.h"
#include "slant/corpus/byte_source.h"

namespace slant {

/// The whole file is one page.  NextDraft only reads it; what is an article on it is found by
/// Finish, on any thread.
std::unique_ptr<ArticleReader> MakeHtmlReader(ByteSource source);

/// Takes the article from the page of a draft (ExtractPage), whose other fields it completes: what
/// the draft knows already (the address of a crawl) stays unless the page says it.  Without a page
/// the draft's article as it is.  Source of errors is the article's.
Result<Article> FinishPage(Draft draft);

/// A reader whose records are pages: it has only to give their drafts.
class PageReader : public ArticleReader {
 public:
  Result<std::optional<Article>> Next() final;
  Result<std::optional<Draft>> NextDraft() override = 0;
  Result<Article> Finish(Draft draft) const final { return FinishPage(std::move(draft)); }
};

}  // namespace slant
