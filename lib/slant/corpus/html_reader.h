/// @file html_reader.h
/// One article from a web page.
#pragma once

#include <memory>

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

}  // namespace slant
