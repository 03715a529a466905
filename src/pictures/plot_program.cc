// SPDX-License-Identifier: Apache-2.0
#include "pictures/plot_program.h"

#include "base/program_folder.h"
#include "rhoflow/base/quoted_text.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

constexpr const char *command = "rhoflow-plot";

/// The path of the command, or its name alone, for which the path is searched.
std::string find_command() {
  if (const char *given = std::getenv("RHOFLOW_PLOT"); given != nullptr && *given != '\0')
    return given;
  const fs::path folder = program_folder();
  for (const fs::path &place : {folder / command, folder.parent_path() / command})
    if (::access(place.c_str(), X_OK) == 0)
      return place.string();
  return command;
}

/// The environment without what a launcher of MPI put there: the command is no part of its job.
std::vector<char *> environment_of_command() {
  std::vector<char *> result;
  for (char **variable = environ; *variable != nullptr; ++variable) {
    const bool of_launcher =
        std::strncmp(*variable, "OMPI_", 5) == 0 || std::strncmp(*variable, "PMIX_", 5) == 0;
    if (!of_launcher)
      result.push_back(*variable);
  }
  result.push_back(nullptr);
  return result;
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t n = 0;
       (n = ::read(descriptor, buffer.data(), buffer.size())) > 0 || (n < 0 && errno == EINTR);)
    if (n > 0)
      text.append(buffer.data(), std::size_t(n));
  return text;
}

/// The last line of @p text that says something, without the name of the command before it.
std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  std::string line = text.substr(text.rfind('\n') + 1);
  const std::string start = std::string(command) + ": ";
  if (line.compare(0, start.size(), start) == 0)
    line.erase(0, start.size());
  return is_printable(line) ? line : quoted_text(line);
}

std::string not_drawn(const std::string &reason) {
  return "pictures are not drawn: " + reason;
}

} // namespace

std::string run_plot_program(const std::vector<std::string> &arguments) {
  std::vector<std::string> words{find_command()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char *> pointers;
  for (std::string &word : words)
    pointers.push_back(word.data());
  pointers.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return not_drawn(std::strerror(errno));
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  pid_t child = 0;
  std::vector<char *> environment = environment_of_command();
  const int error = ::posix_spawnp(&child, pointers.front(), &actions, nullptr, pointers.data(),
                                   environment.data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  const std::string said = error == 0 ? read_all(ends[0]) : std::string();
  ::close(ends[0]);
  if (error == ENOENT)
    return not_drawn(words.front() + " is not there; install it beside the program, or set "
                                     "Output/Pictures = false");
  if (error != 0)
    return not_drawn(words.front() + ": " + std::strerror(error));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
    return {};
  return not_drawn(said.empty() ? std::string(command) + " failed" : last_line(said));
}

} // namespace rhoflow
