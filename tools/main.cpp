// The program slant: finds the command and maps its ending to an exit status.

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "commands/commands.h"
#include "slant/pipeline/model.h"
#include "terminal.h"

namespace {

using slant::tools::kCommands;

constexpr int kDone = 0, kFailed = 1, kWrongUsage = 2;

void PrintHelp() {
  std::printf("slant: tone, bias and framing of news\n\nslant COMMAND [options] [INPUT...]\n\n");
  for (const auto& command : kCommands) {
    std::printf("  %-9s %s\n", std::string(command.name).c_str(),
                std::string(command.summary).c_str());
  }
  std::printf(
      "\nslant COMMAND --help explains each; slant --version says which model is used.\n"
      "Exit status: 0 done, 1 an error, 2 wrong usage.\n");
}

int PrintVersion() {
  std::printf("slant %s\n", SLANT_VERSION);
  const auto path = slant::FindDefaultModel();
  if (!path) {
    std::printf("%s\n", path.error().message.c_str());
    return kDone;
  }
  const auto model = slant::Model::Open(*path);
  if (!model) {
    std::printf("model: %s\n", model.error().ToString().c_str());
    return kDone;
  }
  std::printf("model %s, %s\n", slant::Fingerprint(*model->language.file).c_str(), path->c_str());
  return kDone;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is a failed write, said as such
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string name = arguments.empty() ? "--help" : arguments[0];
  if (name == "--help" || name == "-h" || name == "help") {
    PrintHelp();
    return arguments.empty() ? kWrongUsage : kDone;
  }
  if (name == "--version") {
    return PrintVersion();
  }
  for (const auto& command : kCommands) {
    if (command.name == name) {
      const auto ending = command.run({arguments.begin() + 1, arguments.end()});
      if (!ending.error) {
        return kDone;
      }
      slant::tools::Warn(*ending.error);
      return ending.usage ? kWrongUsage : kFailed;
    }
  }
  std::fprintf(stderr, "slant: there is no command '%s' (slant --help lists them)\n", name.c_str());
  return kWrongUsage;
}
