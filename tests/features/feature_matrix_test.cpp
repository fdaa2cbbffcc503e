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

}  // namespace
}  // namespace slant
