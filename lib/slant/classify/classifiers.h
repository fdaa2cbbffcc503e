/// @file classifiers.h
/// All classifiers of a model that read the same rows, task by task.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "slant/base/result.h"
#include "slant/classify/dense_network.h"
#include "slant/classify/token_network.h"

namespace slant {

/// What a model should be able to answer.
struct TaskShape {
  std::string name;
  Eigen::Index outputs = 0;
  bool required = true;
};

/// Buffers and answers of one thread.
struct ClassifierWorkspace {
  std::vector<TokenWorkspace> networks;
  std::vector<OutputMatrix> outputs;  ///< one a task: (n x outputs) logits or values, (0 x 0) if
                                      ///< it was not asked for or the model has no answer
};

/// A task is answered by the DenseNetwork "head.<task>" or the TokenNetwork "net.<task>", else by
/// the network that several tasks share.  Immutable; threads may share it.
class Classifiers {
 public:
  /// @param shared name of the network that answers tasks without one of their own; empty: none.
  /// @return kNotFound if a required task has no classifier; kShape if one was trained on other
  ///         features or words, or has another number of outputs.
  static Result<Classifiers> FromFile(std::shared_ptr<const SectionFile> file,
                                      std::vector<TaskShape> tasks, const std::string& shared,
                                      const WordInputs& words, const FeatureSchema& features);

  bool Has(std::size_t task) const noexcept { return places_[task].has_value(); }
  std::span<const TaskShape> tasks() const noexcept { return tasks_; }

  /// Fills workspace.outputs.
  /// @param wanted one a task; empty for all.   @return kShape if a batch does not fit.
  Status Run(std::span<const bool> wanted, const TokenBatch& tokens, const FeatureMatrix& features,
             ClassifierWorkspace& workspace) const;

  /// What each word and feature adds to one output of a task for the first row of the batch.  Of a
  /// DenseNetwork all goes to the features (with its gates as they are).
  Contributions Explain(std::size_t task, int output, const TokenBatch& tokens,
                        const FeatureMatrix& features, ClassifierWorkspace& workspace) const;

 private:
  struct Place {
    bool dense = false;
    std::size_t network = 0;  // index in dense_ or networks_
    Eigen::Index first = 0;   // its first output
  };

  std::vector<TaskShape> tasks_;
  std::vector<std::optional<Place>> places_;
  std::vector<DenseNetwork> dense_;
  std::vector<TokenNetwork> networks_;
};

/// Does the file have the TokenNetwork "net.<name>"?
bool HasNetwork(const SectionFile& file, const std::string& name);

/// Puts a classifier into a model that is being written, and takes away those that it replaces.
void SaveHead(const std::string& task, const DenseNetwork& network, SectionFileWriter& writer);
void SaveHead(const std::string& name, const TokenNetwork& network, SectionFileWriter& writer);

}  // namespace slant
