#include "slant/classify/classifiers.h"

#include <algorithm>

namespace slant {
namespace {

Error WrongOutputs(const TaskShape& task, Eigen::Index found, const std::string& path) {
  return {ErrorCode::kShape,
          "the classifier '" + task.name + "' has " + std::to_string(found) +
              " outputs, expected " + std::to_string(task.outputs),
          path};
}

}  // namespace

bool HasNetwork(const SectionFile& file, const std::string& name) {
  return file.Has("net." + name + ".meta");
}

Result<Classifiers> Classifiers::FromFile(std::shared_ptr<const SectionFile> file,
                                          std::vector<TaskShape> tasks, const std::string& shared,
                                          const WordInputs& words, const FeatureSchema& features) {
  Classifiers out;
  out.tasks_ = std::move(tasks);
  std::optional<std::size_t> shared_at;
  for (const TaskShape& task : out.tasks_) {
    std::optional<Place> place;
    if (file->Has("head." + task.name)) {
      SLANT_ASSIGN_OR_RETURN(DenseNetwork network, DenseNetwork::FromFile(*file, task.name));
      SLANT_RETURN_IF_ERROR(network.CheckSchema(features));
      if (network.output_count() != task.outputs) {
        return WrongOutputs(task, network.output_count(), file->path());
      }
      place = Place{true, out.dense_.size(), 0};
      out.dense_.push_back(std::move(network));
    } else if (HasNetwork(*file, task.name)) {
      SLANT_ASSIGN_OR_RETURN(TokenNetwork network,
                             TokenNetwork::FromFile(file, task.name, words, features));
      place = Place{false, out.networks_.size(), 0};
      out.networks_.push_back(std::move(network));
    } else if (HasNetwork(*file, shared)) {
      if (!shared_at) {
        SLANT_ASSIGN_OR_RETURN(TokenNetwork network,
                               TokenNetwork::FromFile(file, shared, words, features));
        shared_at = out.networks_.size();
        out.networks_.push_back(std::move(network));
      }
      place = Place{false, *shared_at, 0};
    }
    if (place && !place->dense) {
      const NetworkOutput* output = out.networks_[place->network].Find(task.name);
      if (output == nullptr) {
        place.reset();
      } else if (output->count != task.outputs) {
        return WrongOutputs(task, output->count, file->path());
      } else {
        place->first = output->first;
      }
    }
    if (!place && task.required) {
      return Error{ErrorCode::kNotFound,
                   "the model has no classifier '" + task.name + "' (slant train makes one)",
                   file->path()};
    }
    out.places_.push_back(place);
  }
  return out;
}

Status Classifiers::Run(std::span<const bool> wanted, const TokenBatch& tokens,
                        const FeatureMatrix& features, ClassifierWorkspace& work) const {
  work.networks.resize(networks_.size());
  work.outputs.resize(tasks_.size());
  const auto asked = [&](std::size_t t) { return places_[t] && (wanted.empty() || wanted[t]); };
  for (OutputMatrix& outputs : work.outputs) {
    outputs.resize(0, 0);
  }
  for (std::size_t n = 0; n < networks_.size(); ++n) {
    const auto answers = [&](std::size_t t) {
      return asked(t) && !places_[t]->dense && places_[t]->network == n;
    };
    bool any = false;
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
      any = any || answers(t);
    }
    if (!any) {
      continue;
    }
    SLANT_ASSIGN_OR_RETURN(const OutputMatrix outputs,
                           networks_[n].Outputs(tokens, features, work.networks[n]));
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
      if (answers(t)) {
        work.outputs[t] = outputs.middleCols(places_[t]->first, tasks_[t].outputs);
      }
    }
  }
  for (std::size_t t = 0; t < tasks_.size(); ++t) {
    if (asked(t) && places_[t]->dense) {
      SLANT_ASSIGN_OR_RETURN(work.outputs[t], dense_[places_[t]->network].Outputs(features));
    }
  }
  return {};
}

Contributions Classifiers::Explain(std::size_t task, int output, const TokenBatch& tokens,
                                   const FeatureMatrix& features, ClassifierWorkspace& work) const {
  const Place& place = *places_[task];
  if (place.dense) {
    return dense_[place.network].Explain(features, output);
  }
  work.networks.resize(networks_.size());
  return networks_[place.network].Explain(tokens, features, static_cast<int>(place.first) + output,
                                          work.networks[place.network]);
}

void SaveHead(const std::string& task, const DenseNetwork& network, SectionFileWriter& writer) {
  writer.EraseWithPrefix("net." + task + ".");
  network.Save(task, writer);
}

void SaveHead(const std::string& name, const TokenNetwork& network, SectionFileWriter& writer) {
  writer.EraseWithPrefix("net." + name + ".");
  for (const NetworkOutput& output : network.parameters().outputs) {
    // A head of its own would be asked before this network.
    writer.Erase("head." + output.task);
    writer.EraseWithPrefix("net." + output.task + ".");
  }
  network.Save(name, writer);
}

}  // namespace slant
