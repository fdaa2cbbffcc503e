#include "slant/framing/microframes.h"

#include <simdjson.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <set>

#include "slant/base/ascii.h"
#include "slant/base/huge_pages.h"
#include "slant/framing/frame_kernel.h"
#include "slant/lexicon/pattern_matcher.h"

namespace slant {
namespace data {
extern const std::string_view microframes_en;
}
namespace {

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Words between separators in look-up form; what is no single word is nothing.
bool AppendWords(std::string_view text, char separator, std::vector<std::string>& words) {
  while (true) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view item = TrimAscii(text.substr(0, end));
    if (!item.empty()) {
      words.push_back(OneWord(item));
      if (words.back().empty()) {
        return false;
      }
    }
    if (end == text.size()) {
      return !words.empty();
    }
    text.remove_prefix(end + 1);
  }
}

Result<Microframe> ParseLine(std::string_view line, const std::string& source) {
  Microframe axis;
  const std::size_t first = line.find('\t');
  const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos || TrimAscii(line.substr(0, first)).empty() ||
      !AppendWords(line.substr(first + 1, second - first - 1), ',', axis.first) ||
      !AppendWords(line.substr(second + 1), ',', axis.second)) {
    return Error{ErrorCode::kMalformed,
                 "expected a name, the words of the first and of the second pole, between tabs and "
                 "commas; found '" +
                     std::string(line.substr(0, 80)) + "'",
                 source};
  }
  axis.name = TrimAscii(line.substr(0, first));
  return axis;
}

Result<Microframe> ParseJson(simdjson::dom::parser& parser, std::string_view line,
                             const std::string& source) {
  Microframe axis;
  std::string_view negative, positive;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(line)).get(object) != simdjson::SUCCESS ||
      object["neg"].get(negative) != simdjson::SUCCESS ||
      object["pos"].get(positive) != simdjson::SUCCESS || !AppendWords(negative, ',', axis.first) ||
      !AppendWords(positive, ',', axis.second)) {
    return Error{ErrorCode::kMalformed, "expected an object with the words \"neg\" and \"pos\"",
                 source};
  }
  axis.name = axis.first[0] + "-" + axis.second[0];
  return axis;
}

}  // namespace

Result<std::vector<Microframe>> ParseMicroframes(std::string_view text, const std::string& path) {
  std::vector<Microframe> axes;
  std::set<std::string> names;
  simdjson::dom::parser parser;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (TrimAscii(line).empty() || line.starts_with('#')) {
      continue;
    }
    const std::string source = path + ":" + std::to_string(number);
    const bool json = line.starts_with('{');
    SLANT_ASSIGN_OR_RETURN(Microframe axis,
                           json ? ParseJson(parser, line, source) : ParseLine(line, source));
    if (!names.insert(axis.name).second) {
      if (json) {
        continue;  // FrameAxis' file has pairs of several sources
      }
      return Error{ErrorCode::kMalformed, "the axis '" + axis.name + "' stands twice", source};
    }
    axes.push_back(std::move(axis));
    if (axes.size() > kMaxMicroframes) {
      return Error{ErrorCode::kLimit,
                   "more than " + std::to_string(kMaxMicroframes) + " axes cannot be held", source};
    }
  }
  if (axes.empty()) {
    return Error{ErrorCode::kMalformed, "expected axes, found none", path};
  }
  return axes;
}

Result<Microframe> ParseMicroframe(std::string_view text) {
  Microframe axis;
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || text.find(',', comma + 1) != std::string_view::npos ||
      !AppendWords(text.substr(0, comma), ' ', axis.first) ||
      !AppendWords(text.substr(comma + 1), ' ', axis.second)) {
    return Error{ErrorCode::kInvalidArgument,
                 "an axis is FIRST,SECOND, each one word or several between blanks; found '" +
                     std::string(text) + "'",
                 ""};
  }
  axis.name = axis.first[0] + "-" + axis.second[0];
  return axis;
}

const std::vector<Microframe>& DefaultMicroframes() {
  static const std::vector<Microframe> kAxes = [] {
    auto axes = ParseMicroframes(data::microframes_en, "microframes-en.tsv");
    assert(axes);  // compiled in, and read by a test
    return std::move(axes).value();
  }();
  return kAxes;
}

void MicroframeSums::Merge(const MicroframeSums& other) {
  words += other.words;
  sum.resize(std::max(sum.size(), other.sum.size()));
  square.resize(sum.size());
  for (std::size_t i = 0; i < other.sum.size(); ++i) {
    sum[i] += other.sum[i];
    square[i] += other.square[i];
  }
}

double MicroframeSums::Bias(std::size_t axis) const {
  return words == 0 ? 0 : sum[axis] / static_cast<double>(words);
}

double MicroframeSums::Intensity(std::size_t axis, double baseline) const {
  if (words == 0) {
    return 0;
  }
  const auto n = static_cast<double>(words);
  return std::max(0.0, (square[axis] - 2 * baseline * sum[axis]) / n + baseline * baseline);
}

Result<Microframes> Microframes::Compile(std::vector<Microframe> axes, const Vocabulary& vocabulary,
                                         const WordVectors& vectors, bool refuse) {
  const auto row = [&](WordId id) -> Eigen::RowVectorXf {
    const Eigen::Map<const Eigen::Matrix<std::int8_t, 1, Eigen::Dynamic>> bytes(vectors.Row(id),
                                                                                vectors.dim());
    return vectors.scale() * bytes.cast<float>();
  };
  // The rows of a pole's words that have a vector, scaled to length 1 again: int8 is not exact.
  const auto pole = [&](const std::vector<std::string>& words) {
    std::vector<Eigen::RowVectorXf> rows;
    for (const std::string& word : words) {
      if (const WordId id = vocabulary.Find(word); id < vocabulary.size()) {
        Eigen::RowVectorXf vector = row(id);
        if (vector.size() > 0 && vector.norm() > 0) {
          rows.push_back(vector.normalized());
        }
      }
    }
    return rows;
  };
  const auto mean = [](const std::vector<Eigen::RowVectorXf>& rows, std::size_t without) {
    Eigen::RowVectorXf sum = Eigen::RowVectorXf::Zero(rows[0].size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i != without) {
        sum += rows[i];
      }
    }
    return Eigen::RowVectorXf(sum /
                              static_cast<float>(rows.size() - (without < rows.size() ? 1 : 0)));
  };

  Microframes out;
  auto kept = std::make_shared<std::vector<Microframe>>();
  auto quality = std::make_shared<std::vector<MicroframeQuality>>();
  std::vector<Eigen::RowVectorXf> directions;
  for (Microframe& axis : axes) {
    const auto first = pole(axis.first);
    const auto second = pole(axis.second);
    std::optional<Error> error;
    for (const auto& [words, rows] : {std::pair(&axis.first, &first), {&axis.second, &second}}) {
      if (rows->empty() && !error) {
        std::string names;
        for (const std::string& word : *words) {
          names += (names.empty() ? "" : ", ") + word;
        }
        error = Error{ErrorCode::kNotFound,
                      "axis '" + axis.name + "': the model has a vector for none of: " + names, ""};
      }
    }
    Eigen::RowVectorXf direction;
    MicroframeQuality q;
    if (!error) {
      const Eigen::RowVectorXf a = mean(first, first.size()), b = mean(second, second.size());
      direction = b - a;
      const float length = direction.norm();
      if (length < 1e-3f) {
        error = Error{ErrorCode::kInvalidArgument,
                      "axis '" + axis.name + "': its poles are the same point", ""};
      } else {
        q.coverage = static_cast<double>(first.size() + second.size()) /
                     static_cast<double>(axis.first.size() + axis.second.size());
        q.separation = 1 - static_cast<double>(a.dot(b) / (a.norm() * b.norm()));
        double own_side = 0, held = 0;
        for (int side = 0; side < 2; ++side) {
          const auto& own = side == 0 ? first : second;
          const Eigen::RowVectorXf& other = side == 0 ? b : a;
          for (std::size_t i = 0; own.size() > 1 && i < own.size(); ++i) {
            const Eigen::RowVectorXf rest = mean(own, i);
            own_side += own[i].dot(rest.normalized()) > own[i].dot(other.normalized());
            held += 1;
          }
        }
        q.coherence = held > 0 ? own_side / held : 1;
        q.weak = q.coverage < 0.5 || q.separation < 0.1 || q.coherence < 0.75;
        direction /= length;
      }
    }
    if (error) {
      if (refuse) {
        return *error;
      }
      out.refused_.push_back(*error);
      continue;
    }
    directions.push_back(direction);
    quality->push_back(q);
    kept->push_back(std::move(axis));
  }

  const std::size_t count = kept->size();
  const std::size_t words = vocabulary.size();
  const std::size_t stride = (count + kAxisLanes - 1) / kAxisLanes * kAxisLanes;
  auto table = std::make_shared<std::vector<float>>(LargeTable<float>(words * stride));
  auto counted = std::make_shared<std::vector<std::uint8_t>>(words);
  out.vocabulary_sums_.sum.resize(count);
  out.vocabulary_sums_.square.resize(count);
  if (count > 0) {
    Rows axes_matrix(static_cast<Eigen::Index>(count), vectors.dim());
    for (std::size_t i = 0; i < count; ++i) {
      axes_matrix.row(static_cast<Eigen::Index>(i)) = directions[i];
    }
    constexpr std::size_t kBlock = 1024;
    Rows block, cosines;
    for (std::size_t begin = 0; begin < words; begin += kBlock) {
      const std::size_t size = std::min(kBlock, words - begin);
      block.resize(static_cast<Eigen::Index>(size), vectors.dim());
      for (std::size_t i = 0; i < size; ++i) {
        const Eigen::RowVectorXf vector = row(static_cast<WordId>(begin + i));
        const float norm = vector.norm();
        block.row(static_cast<Eigen::Index>(i)) = vector / (norm > 0 ? norm : 1);
        const std::string_view word = vocabulary.Word(static_cast<WordId>(begin + i));
        const double frequency =
            static_cast<double>(vocabulary.Count(static_cast<WordId>(begin + i))) /
            std::max(1.0, static_cast<double>(vocabulary.total_count()));
        const bool letters = std::any_of(word.begin(), word.end(), [](char c) {
          return IsAsciiLower(c) || static_cast<unsigned char>(c) >= 0x80;
        });
        (*counted)[begin + i] = norm > 0 && letters && frequency * kStopFrequency <= 1;
      }
      cosines.noalias() = block * axes_matrix.transpose();
      for (std::size_t i = 0; i < size; ++i) {
        std::copy_n(cosines.data() + i * count, count, table->data() + (begin + i) * stride);
      }
    }
    for (std::size_t w = 0; w < words; ++w) {
      if ((*counted)[w] == 0) {
        continue;
      }
      const auto n = vocabulary.Count(static_cast<WordId>(w));
      out.vocabulary_sums_.words += static_cast<std::int64_t>(n);
      for (std::size_t i = 0; i < count; ++i) {
        const double cosine = double{(*table)[w * stride + i]};
        out.vocabulary_sums_.sum[i] += static_cast<double>(n) * cosine;
        out.vocabulary_sums_.square[i] += static_cast<double>(n) * cosine * cosine;
      }
    }
  }
  out.axes_ = std::move(kept);
  out.quality_ = std::move(quality);
  out.table_ = std::move(table);
  out.counted_ = std::move(counted);
  out.words_ = words;
  out.stride_ = stride;
  return out;
}

void Microframes::Add(const Document& document, std::uint32_t first, std::uint32_t end,
                      MicroframeSums& sums) const {
  sums.sum.resize(size());
  sums.square.resize(size());
  std::array<const float*, 64> rows;
  std::size_t held = 0;
  const auto add = [&] {
    AddCosines({rows.data(), held}, size(), sums.sum.data(), sums.square.data());
    held = 0;
  };
  for (std::uint32_t i = first; i < end; ++i) {
    const auto row = Of(document.tokens[i].word);
    if (row.empty()) {
      continue;
    }
    // The table is larger than a core's cache: all rows are on their way before the first is added.
    for (std::size_t k = 0; k < stride_ * sizeof(float); k += 64) {
      __builtin_prefetch(reinterpret_cast<const char*>(row.data()) + k);
    }
    rows[held++] = row.data();
    ++sums.words;
    if (held == rows.size()) {
      add();
    }
  }
  add();
}

std::vector<WordContribution> Microframes::Contributions(
    std::span<const std::pair<WordId, std::int64_t>> counts, std::size_t axis) const {
  std::vector<WordContribution> out;
  std::int64_t words = 0;
  for (const auto& [word, count] : counts) {
    if (const auto row = Of(word); !row.empty()) {
      words += count;
      out.push_back({word, count, static_cast<double>(count) * double{row[axis]}});
    }
  }
  for (WordContribution& contribution : out) {
    contribution.value /= static_cast<double>(words);
  }
  std::sort(out.begin(), out.end(), [](const WordContribution& a, const WordContribution& b) {
    return std::abs(a.value) != std::abs(b.value) ? std::abs(a.value) > std::abs(b.value)
                                                  : a.word < b.word;
  });
  return out;
}

}  // namespace slant
