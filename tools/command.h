/// @file command.h
/// What a subcommand is, and what all of them share.
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "slant/base/result.h"

namespace slant::tools {

/// How a command ended.  `usage` means that the words of the call were wrong (exit status 2).
struct Ending {
  std::optional<Error> error;
  bool usage = false;

  Ending() = default;
  Ending(Error e) : error(std::move(e)) {}  // NOLINT: implicit
  Ending(const Status& status) {            // NOLINT: implicit
    if (!status) {
      error = status.error();
    }
  }
};

/// One subcommand: a line of the table in commands.h.
struct Command {
  std::string_view name;
  std::string_view summary;
  Ending (*run)(const std::vector<std::string>& arguments);
};

/// The error of a call whose words are wrong.
Ending WrongUsage(std::string message);

/// "a,b" -> a and b; what is empty is left out.
std::vector<std::string> SplitAtCommas(const std::string& text);

/// Options of a command, its inputs and its help.
class CommandLine {
 public:
  /// @param synopsis "score [options] [INPUT...]".   @param about what it does, some sentences.
  /// @param examples lines that work when typed in a checkout.
  CommandLine(std::string synopsis, std::string about, std::string examples);

  boost::program_options::options_description_easy_init Add() { return options_.add_options(); }

  /// Parses the words.  Nothing on success; otherwise what the command should return: an Ending
  /// without error after --help was printed.
  std::optional<Ending> Parse(const std::vector<std::string>& arguments);

  bool Has(const std::string& name) const { return values_.count(name) > 0; }
  /// An option that the user gave and that is none of these; nothing if there is none.
  std::optional<std::string> GivenBeside(std::span<const std::string_view> names) const;
  /// Does the command have this option at all?
  bool Knows(const std::string& name) const {
    return options_.find_nothrow(name, false) != nullptr;
  }
  template <typename T>
  const T& Get(const std::string& name) const {
    return values_[name].as<T>();
  }
  const std::vector<std::string>& inputs() const noexcept { return inputs_; }

  /// The options as they were given, names in full, in order; a switch has an empty value.
  const std::vector<std::pair<std::string, std::string>>& given() const noexcept { return given_; }
  /// The command's name, the first word of the synopsis.
  std::string command() const { return synopsis_.substr(0, synopsis_.find(' ')); }

 private:
  std::string synopsis_, about_, examples_;
  boost::program_options::options_description options_;
  boost::program_options::variables_map values_;
  std::vector<std::string> inputs_;
  std::vector<std::pair<std::string, std::string>> given_;
};

}  // namespace slant::tools
