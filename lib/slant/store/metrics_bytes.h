/// @file metrics_bytes.h
/// ArticleMetrics as bytes and back, every number with the bits it had.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "slant/article/article_metrics.h"

namespace slant {

/// Numbers in the order of the structs' members, little-endian: a double is its 8 bytes, an int and
/// a count 8 bytes, an optional one byte (0, 1) and then its number if it has one, a vector its
/// count and its items.  The last 8 bytes are the XXH3-64 of all before.
std::string PackMetrics(const ArticleMetrics& metrics);

/// Nothing if the bytes are damaged, or are those of another layout.
std::optional<ArticleMetrics> UnpackMetrics(std::string_view bytes);

/// Names the layout: changes when a struct gets a member, because bytes of before have no number
/// for it.  A store takes those as not scored.
std::uint64_t MetricsLayout();

}  // namespace slant
