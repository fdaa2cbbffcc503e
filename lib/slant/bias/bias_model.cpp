#include "slant/bias/bias_model.h"

namespace slant {

Result<BiasModel> BiasModel::FromFile(const SectionFile& file, const FeatureSchema& schema) {
  BiasModel model;
  SLANT_ASSIGN_OR_RETURN(model.network_, DenseNetwork::FromFile(file, "bias"));
  SLANT_RETURN_IF_ERROR(model.network_.CheckSchema(schema));
  if (model.network_.output_count() != 2) {
    return Error{ErrorCode::kShape,
                 "the classifier 'bias' has " + std::to_string(model.network_.output_count()) +
                     " outputs, expected 2",
                 file.path()};
  }
  return model;
}

Result<std::vector<BiasScore>> BiasModel::Score(const FeatureMatrix& features) const {
  SLANT_ASSIGN_OR_RETURN(OutputMatrix outputs, network_.Outputs(features));
  SoftmaxRows(outputs);
  std::vector<BiasScore> scores;
  scores.reserve(static_cast<std::size_t>(outputs.rows()));
  for (Eigen::Index i = 0; i < outputs.rows(); ++i) {
    scores.push_back({outputs(i, 1)});
  }
  return scores;
}

}  // namespace slant
