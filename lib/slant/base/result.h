/// @file result.h
/// How every fallible call of the library answers: a value, or an Error that says what and where.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace slant {

enum class ErrorCode {
  kInvalidArgument,  ///< the caller asked for something that makes no sense
  kNotFound,         ///< a file, a section or a name that is not there
  kIo,               ///< the operating system refused
  kMalformed,        ///< a record, a line or a file is not in the format it should be in
  kCorrupt,          ///< a model file that is damaged, truncated or foreign
  kShape,            ///< matrices, models or schemas that do not fit together
  kLimit,            ///< a named limit was crossed
};

/// What went wrong and where.  `source` is `path`, `path:line` or empty; `message` has both numbers
/// ("the model has 312 features, the batch 300") and no final stop.
struct Error {
  ErrorCode code = ErrorCode::kInvalidArgument;
  std::string message;
  std::string source;

  /// `source: message`, or the message alone when there is no source.
  std::string ToString() const { return source.empty() ? message : source + ": " + message; }
};

/// A T or an Error.  Looking at the wrong one is a bug of the caller (assert).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  explicit operator bool() const noexcept { return state_.index() == 0; }
  bool ok() const noexcept { return state_.index() == 0; }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return assert(!ok()), *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: implicit

  explicit operator bool() const noexcept { return ok_; }
  bool ok() const noexcept { return ok_; }
  const Error& error() const { return assert(!ok_), error_; }

 private:
  Error error_;
  bool ok_ = true;
};

using Status = Result<void>;

}  // namespace slant

/// Returns the error of a Status to the caller.
#define SLANT_RETURN_IF_ERROR(expression)                  \
  do {                                                     \
    if (auto slant_status = (expression); !slant_status) { \
      return slant_status.error();                         \
    }                                                      \
  } while (false)

#define SLANT_CONCAT_INNER(a, b) a##b
#define SLANT_CONCAT(a, b) SLANT_CONCAT_INNER(a, b)

/// `SLANT_ASSIGN_OR_RETURN(auto model, Model::Open(path));`
#define SLANT_ASSIGN_OR_RETURN(declaration, expression)      \
  auto SLANT_CONCAT(slant_result_, __LINE__) = (expression); \
  if (!SLANT_CONCAT(slant_result_, __LINE__)) {              \
    return SLANT_CONCAT(slant_result_, __LINE__).error();    \
  }                                                          \
  declaration = std::move(SLANT_CONCAT(slant_result_, __LINE__)).value()
