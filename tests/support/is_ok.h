/// @file is_ok.h
/// Says of a Result why it is not what a test expected: EXPECT_TRUE(IsOk(model)).
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "slant/base/result.h"

namespace slant {

/// Passes for a value; fails with the error's message and source.
template <typename T>
testing::AssertionResult IsOk(const Result<T>& result) {
  if (result) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << "error: " << result.error().ToString();
}

/// Passes for an error of this code whose `source: message` contains `part`.
template <typename T>
testing::AssertionResult IsError(const Result<T>& result, ErrorCode code,
                                 std::string_view part = "") {
  if (result) {
    return testing::AssertionFailure() << "expected an error, found a value";
  }
  const Error& error = result.error();
  if (error.code != code) {
    return testing::AssertionFailure() << "expected code " << static_cast<int>(code) << ", found "
                                       << static_cast<int>(error.code) << ": " << error.ToString();
  }
  if (error.ToString().find(part) == std::string::npos) {
    return testing::AssertionFailure()
           << "expected '" << part << "' in the error: " << error.ToString();
  }
  return testing::AssertionSuccess();
}

}  // namespace slant
