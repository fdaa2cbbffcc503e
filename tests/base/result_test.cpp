#include "slant/base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "support/is_ok.h"

namespace slant {
namespace {

Result<int> Half(int n) {
  if (n % 2 != 0) {
    return Error{ErrorCode::kInvalidArgument, std::to_string(n) + " is odd", "numbers:3"};
  }
  return n / 2;
}

Result<std::string> Quarter(int n) {
  SLANT_ASSIGN_OR_RETURN(const int half, Half(n));
  SLANT_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return std::to_string(quarter);
}

Status CheckEven(int n) {
  SLANT_RETURN_IF_ERROR([&]() -> Status {
    if (auto half = Half(n); !half) {
      return half.error();
    }
    return {};
  }());
  return {};
}

TEST(ResultTest, AValueIsHeldAndAnErrorIsNot) {
  const Result<int> good = Half(4);
  ASSERT_TRUE(good);
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(*good, 2);

  const Result<int> bad = Half(3);
  ASSERT_FALSE(bad);
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().code, ErrorCode::kInvalidArgument);
}

TEST(ResultTest, AnErrorIsSpelledWithItsSourceIfItHasOne) {
  EXPECT_EQ(Half(3).error().ToString(), "numbers:3: 3 is odd");
  EXPECT_EQ((Error{ErrorCode::kIo, "the disk is full", ""}.ToString()), "the disk is full");
}

TEST(ResultTest, AssignOrReturnPassesTheFirstErrorOn) {
  ASSERT_TRUE(IsOk(Quarter(12)));
  EXPECT_EQ(*Quarter(12), "3");
  EXPECT_TRUE(IsError(Quarter(6), ErrorCode::kInvalidArgument, "3 is odd"));
  EXPECT_TRUE(IsError(Quarter(5), ErrorCode::kInvalidArgument, "5 is odd"));
}

TEST(ResultTest, ReturnIfErrorLetsSuccessThrough) {
  EXPECT_TRUE(IsOk(CheckEven(2)));
  EXPECT_TRUE(IsError(CheckEven(1), ErrorCode::kInvalidArgument, "1 is odd"));
}

TEST(ResultTest, AResultMayHoldWhatCanOnlyBeMoved) {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  ASSERT_TRUE(result);
  const std::unique_ptr<int> taken = std::move(result).value();
  EXPECT_EQ(*taken, 7);
}

// An Error and a string may both be made from text; the alternative is chosen by type, not order.
TEST(ResultTest, AStringIsAValueAndNoError) {
  const Result<std::string> result(std::string("text"));
  ASSERT_TRUE(result);
  EXPECT_EQ(result->size(), 4u);
}

}  // namespace
}  // namespace slant
