#include "slant/tone/tone_model.h"

#include <algorithm>

namespace slant {
namespace {

Result<DenseNetwork> Head(const SectionFile& file, const FeatureSchema& schema, const char* name,
                          Eigen::Index outputs) {
  SLANT_ASSIGN_OR_RETURN(DenseNetwork network, DenseNetwork::FromFile(file, name));
  SLANT_RETURN_IF_ERROR(network.CheckSchema(schema));
  if (network.output_count() != outputs) {
    return Error{ErrorCode::kShape,
                 "the classifier '" + std::string(name) + "' has " +
                     std::to_string(network.output_count()) + " outputs, expected " +
                     std::to_string(outputs),
                 file.path()};
  }
  return network;
}

}  // namespace

Result<ToneModel> ToneModel::FromFile(const SectionFile& file, const FeatureSchema& schema) {
  ToneModel model;
  SLANT_ASSIGN_OR_RETURN(model.tone_, Head(file, schema, "tone", 3));
  SLANT_ASSIGN_OR_RETURN(model.score_, Head(file, schema, "score", 1));
  SLANT_ASSIGN_OR_RETURN(model.event_, Head(file, schema, "event", 1));
  return model;
}

Result<std::vector<ToneScore>> ToneModel::Score(const FeatureMatrix& features) const {
  SLANT_ASSIGN_OR_RETURN(OutputMatrix tone, tone_.Outputs(features));
  SLANT_ASSIGN_OR_RETURN(const OutputMatrix score, score_.Outputs(features));
  SLANT_ASSIGN_OR_RETURN(const OutputMatrix event, event_.Outputs(features));
  SoftmaxRows(tone);
  std::vector<ToneScore> scores;
  scores.reserve(static_cast<std::size_t>(features.rows()));
  for (Eigen::Index i = 0; i < features.rows(); ++i) {
    scores.push_back({tone(i, 0), tone(i, 1), tone(i, 2), std::clamp(score(i, 0), -1.0f, 1.0f),
                      std::clamp(event(i, 0), -1.0f, 1.0f)});
  }
  return scores;
}

}  // namespace slant
