// SPDX-License-Identifier: Apache-2.0
#include "linked_program.h"

#include "comparison/compare_program.h"
#include "evaluation/evaluate_program.h"
#include "geometry/geometry_program.h"
#include "paths.h"
#include "prediction/predict_program.h"
#include "stationary/stationary_program.h"
#include "study/sweep_program.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

namespace rhoflow::test {

namespace {

/// Makes the file @p path what @p descriptor writes to.
bool redirect(int descriptor, const std::string &path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  return file >= 0 && ::dup2(file, descriptor) >= 0 && ::close(file) == 0;
}

[[noreturn]] void live_as_program(MainFunction function, const std::vector<std::string> &words,
                                  const std::string &folder, const std::string &out,
                                  const std::string &err) {
  if (::chdir(folder.c_str()) != 0 || !redirect(STDOUT_FILENO, out) ||
      !redirect(STDERR_FILENO, err))
    ::_exit(127);
  const int status = call_main(function, words);
  std::cout.flush();
  std::fflush(nullptr);
  // Without the ends of some two hundred libraries, which take longer than many a run.
  ::_exit(status);
}

} // namespace

MainFunction main_function_of(const std::string &path) {
  if (path == rhoflow_program)
    return run_rhoflow;
  if (path == particles_program)
    return run_rhoflow_particles;
  if (path == points_program)
    return run_rhoflow_points;
  if (path == compare_program)
    return run_compare_program;
  if (path == predict_program)
    return run_predict_program;
  if (path == evaluate_program)
    return run_evaluate_program;
  if (path == stationary_program)
    return run_stationary_program;
  if (path == geometry_program)
    return run_geometry_program;
  const std::filesystem::path driver(path);
  return driver.parent_path() == problems_folder ? main_function_of_driver(driver.filename())
                                                 : nullptr;
}

bool split_into_words(const std::string &arguments, std::vector<std::string> &words) {
  if (arguments.find_first_of("$`\\") != std::string::npos)
    return false;
  wordexp_t expansion{};
  const int status = ::wordexp(arguments.c_str(), &expansion, WRDE_NOCMD);
  if (status == 0)
    words.insert(words.end(), expansion.we_wordv, expansion.we_wordv + expansion.we_wordc);
  if (status == 0 || status == WRDE_NOSPACE)
    ::wordfree(&expansion);
  return status == 0;
}

int call_main(MainFunction function, const std::vector<std::string> &words) {
  std::vector<std::string> arguments = words;
  std::vector<char *> pointers;
  for (std::string &argument : arguments)
    pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  return function(int(arguments.size()), pointers.data());
}

int run_in_child(MainFunction function, const std::vector<std::string> &words,
                 const std::string &folder, const std::string &out, const std::string &err) {
  std::cout.flush();
  std::fflush(nullptr); // what is not written yet would be written by the child, too
  const pid_t child = ::fork();
  if (child < 0)
    throw std::runtime_error("cannot fork");
  if (child == 0)
    live_as_program(function, words, folder, out, err);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

} // namespace rhoflow::test
