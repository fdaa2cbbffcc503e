/// @file labelled_records.h
/// The loop over labelled records that all trainings share.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/corpus/article_reader.h"

namespace slant {

/// Calls `take` with each record of `inputs` (files, folders, "-"), in order; the article is its to
/// use up.  Records that cannot be read are reported and passed over.
/// @return how many those were; kNotFound or kIo for an input that cannot be opened (a model of
/// half
///         the data would look like one of all of it); or the first error of `take`.
Result<std::size_t> ForEachRecord(const std::vector<std::string>& inputs,
                                  const ReaderOptions& options,
                                  const std::function<void(const Error&)>& report,
                                  const std::function<Status(Article&)>& take);

/// The hash of what keeps records together: the value of this field, or the text without one.
std::uint64_t GroupOf(const Article& article, const std::string& field);

}  // namespace slant
