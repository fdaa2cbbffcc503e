/// @file run_program.h
/// Runs a program and gives what it said and how it ended.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "support/temp_dir.h"

extern char** environ;

namespace slant {

struct ProgramRun {
  int status = -1;  ///< exit status; 128 + signal if one ended it; -1 if it could not be started
  std::string out;
  std::string err;
};

struct RunOptions {
  std::string_view input;            ///< the program's standard input
  std::vector<std::string> setting;  ///< NAME=VALUE, before the test's own environment
  std::string folder;                ///< where it runs; empty: where the test does
};

/// Runs `words[0]`, a path, with the other words.  Files stand in for pipes, so that no order of
/// reading and writing can block.
inline ProgramRun RunProgram(const std::vector<std::string>& words,
                             const RunOptions& options = {}) {
  const TempDir folder;
  const std::string in = folder.Put("in", options.input);
  const std::string out = folder / "out";
  const std::string err = folder / "err";
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), flags, 0600);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), flags, 0600);
  if (!options.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(&actions, options.folder.c_str());
  }
  std::vector<char*> arguments;
  for (const std::string& word : words) {
    arguments.push_back(const_cast<char*>(word.c_str()));
  }
  arguments.push_back(nullptr);
  std::vector<char*> environment;
  for (const std::string& setting : options.setting) {
    environment.push_back(const_cast<char*>(setting.c_str()));
  }
  for (char** own = environ; *own != nullptr; ++own) {
    const std::string_view name = std::string_view(*own).substr(0, std::strcspn(*own, "=") + 1);
    bool replaced = false;
    for (const std::string& setting : options.setting) {
      replaced = replaced || setting.starts_with(name);
    }
    if (!replaced) {
      environment.push_back(*own);
    }
  }
  environment.push_back(nullptr);

  ProgramRun run;
  pid_t child = 0;
  const int failure = ::posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(),
                                    environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    ADD_FAILURE() << "cannot start " << words[0] << ": " << std::strerror(failure);
    return run;
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  run.out = ReadFile(out);
  run.err = ReadFile(err);
  return run;
}

}  // namespace slant
