#include "command.h"

#include <algorithm>
#include <iostream>

namespace slant::tools {

namespace po = boost::program_options;

Ending WrongUsage(std::string message) {
  Ending ending(Error{ErrorCode::kInvalidArgument, std::move(message), ""});
  ending.usage = true;
  return ending;
}

CommandLine::CommandLine(std::string synopsis, std::string about, std::string examples)
    : synopsis_(std::move(synopsis)),
      about_(std::move(about)),
      examples_(std::move(examples)),
      options_("Options", 100, 56) {
  options_.add_options()("help,h", "print this help");
}

std::optional<Ending> CommandLine::Parse(const std::vector<std::string>& arguments) {
  po::options_description all = options_;
  all.add_options()("input", po::value(&inputs_), "");
  po::positional_options_description positional;
  positional.add("input", -1);
  try {
    const auto parsed =
        po::command_line_parser(arguments).options(all).positional(positional).run();
    po::store(parsed, values_);
    for (const auto& option : parsed.options) {
      if (option.position_key < 0) {
        given_.emplace_back(option.string_key, option.value.empty() ? "" : option.value.front());
      }
    }
    if (values_.count("help") > 0) {
      std::cout << "slant " << synopsis_ << "\n\n" << about_ << "\n\n" << options_;
      std::cout << "\nExamples:\n" << examples_ << std::flush;
      return Ending();
    }
    po::notify(values_);
  } catch (const po::error& failure) {
    return WrongUsage(std::string(failure.what()) + " (slant " +
                      synopsis_.substr(0, synopsis_.find(" [")) + " --help lists the options)");
  }
  return std::nullopt;
}

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) {
      parts.push_back(text.substr(begin, end - begin));
    }
    begin = end + 1;
  }
  return parts;
}

std::optional<std::string> CommandLine::GivenBeside(std::span<const std::string_view> names) const {
  for (const auto& [name, value] : given_) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return name;
    }
  }
  return std::nullopt;
}

}  // namespace slant::tools
