#include "slant/features/feature_matrix.h"

#include <gtest/gtest.h>

namespace slant {
namespace {

TEST(FeatureMatrixTest, TheIdOfASchemaDependsOnNamesAndTheirOrder) {
  const FeatureSchema schema({"a", "b"});
  EXPECT_EQ(schema.size(), 2);
  EXPECT_EQ(schema.id(), FeatureSchema({"a", "b"}).id());
  EXPECT_NE(schema.id(), FeatureSchema({"b", "a"}).id());
  EXPECT_NE(schema.id(), FeatureSchema({"a", "c"}).id());
  EXPECT_NE(schema.id(), FeatureSchema({"a"}).id());
  EXPECT_NE(schema.id(), FeatureSchema({"ab"}).id());
  EXPECT_EQ(FeatureSchema().size(), 0);
}

TEST(FeatureMatrixTest, ASchemaBeginsWithThoseOfItsFirstColumns) {
  const FeatureSchema schema({"a", "b", "c"});
  const std::vector<std::string> names = schema.names();
  for (std::size_t n = 1; n <= names.size(); ++n) {
    const auto columns = static_cast<std::ptrdiff_t>(n);
    const FeatureSchema first({names.begin(), names.begin() + columns});
    EXPECT_TRUE(schema.BeginsWith(first.id(), columns)) << n;
    EXPECT_FALSE(schema.BeginsWith(first.id() + 1, columns)) << n;
    // The right id with another width is another schema.
    EXPECT_FALSE(schema.BeginsWith(first.id(), columns + 1)) << n;
    EXPECT_FALSE(schema.BeginsWith(first.id(), columns - 1)) << n;
  }
  EXPECT_FALSE(schema.BeginsWith(FeatureSchema({"b"}).id(), 1));
  EXPECT_FALSE(FeatureSchema({"a"}).BeginsWith(schema.id(), 3)) << "it is shorter";
  // No columns are no schema: a file that says so is damaged.
  EXPECT_FALSE(schema.BeginsWith(FeatureSchema().id(), 0));
  EXPECT_FALSE(FeatureSchema().BeginsWith(0, 0));
}

}  // namespace
}  // namespace slant
