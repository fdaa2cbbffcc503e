/// @file lexicon_reader.h
/// Reads a word list in any of the formats of README.md; which one it is, is told by its content.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "slant/base/result.h"
#include "slant/lexicon/lexicon.h"

namespace slant {

/// Is called with each line that cannot be read (`path:line` and what was expected); true goes on
/// with the next line.
using BadLineSink = std::function<bool(const Error&)>;

/// Reads a word list.  Every pattern stands in it once; what several lines say of one pattern is
/// put together, unless they give it another kind or factor (slant's own format only).
/// @param sink without one, the first bad line is the answer.  With one, bad lines are left out,
/// and
///             the answer is an error only if the file as a whole cannot be read, or the sink said
///             stop.
/// @return kNotFound or kIo for a file that cannot be opened; kMalformed, with `path:line` where it
///         is a line's fault, for a folder, an empty or binary file, a format that is not known and
///         a line that is wrong; kLimit for what crosses a limit of lexicon_format.h.
Result<Lexicon> ReadLexicon(const std::string& path, const BadLineSink& sink = {});

/// The same of bytes already at hand.
/// @param path only for messages and for the list's name.
Result<Lexicon> ParseLexicon(std::string_view bytes, const std::string& path,
                             const BadLineSink& sink = {});

}  // namespace slant
