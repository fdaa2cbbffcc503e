// How fast articles are taken out of web pages: the samples' texts in a page with what surrounds an
// article today (navigation, share bars, links to other articles, a comment form, 300 KB of scripts
// and inline styles).  Read items_per_second (pages) and bytes_per_second (of HTML).

#include <benchmark/benchmark.h>

#include "slant/html/page_extractor.h"
#include "support/samples.h"

namespace slant {
namespace {

// A page of about `bytes` bytes with one article of 20 paragraphs.
std::string Page(std::size_t bytes) {
  const std::string text = SampleText();
  std::string page =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Council approves site "
      "| The Example</title><meta property=\"og:title\" content=\"Council approves site\">"
      "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":"
      "\"NewsArticle\",\"headline\":\"Council approves site\",\"datePublished\":"
      "\"2026-03-05T10:00:00+01:00\",\"author\":[{\"@type\":\"Person\",\"name\":\"Ann Lee\"}]}"
      "</script></head><body><nav><ul>";
  for (int i = 0; i < 120; ++i) {
    page += "<li><a class=\"nav__link\" href=\"/section/" + std::to_string(i) + "\">Section " +
            std::to_string(i) + "</a></li>";
  }
  page +=
      "</ul></nav><main><article><h1>Council approves site</h1>"
      "<div class=\"share-bar\"><a href=\"#\">Share</a><a href=\"#\">Tweet</a></div>";
  std::size_t at = 0;
  for (int i = 0; i < 20; ++i) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    page += "<p class=\"body__paragraph\">" + text.substr(at, end - at) + "</p>";
    at = end + 2;
  }
  page += "</article></main><aside class=\"related\">";
  for (int i = 0; i < 80; ++i) {
    page += "<div class=\"card card--small\"><figure><picture><source srcset=\"/i/" +
            std::to_string(i) + "-400.webp 400w\"><img alt=\"\" src=\"/i/" + std::to_string(i) +
            ".jpg\"></picture></figure><h3><a href=\"/a/" + std::to_string(i) +
            "\">Another article with a headline of this length</a></h3><span>2 hours ago</span>"
            "</div>";
  }
  page += "</aside>";
  while (page.size() < bytes) {
    page +=
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push("
        "arguments)}if(a<b&&c>d){gtag('config','X-" +
        std::to_string(page.size()) + "')}</script><style>.a>.b{color:#000}</style>";
  }
  return page + "</body></html>";
}

void BM_ExtractPage(benchmark::State& state) {
  const std::string page = Page(static_cast<std::size_t>(state.range(0)) << 10);
  for (auto _ : state) {
    const auto extracted = ExtractPage(page);
    if (!extracted || extracted->title != "Council approves site") {
      state.SkipWithError("the article was not found");
      return;
    }
    benchmark::DoNotOptimize(extracted->paragraphs.data());
  }
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(page.size()));
}
BENCHMARK(BM_ExtractPage)->Arg(64)->Arg(400)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace slant
