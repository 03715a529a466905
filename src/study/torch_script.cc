// SPDX-License-Identifier: Apache-2.0
#include "study/torch_script.h"

#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "run/problem_file.h"

#include <cstdlib>
#include <filesystem>

namespace rhoflow {

namespace {

/// Debian's, which has Debian's PyTorch; another one may stand first on the path.
const std::string python = "/usr/bin/python3";

/// Within single quotes of the shell.
std::string quoted(const std::string &text) {
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

} // namespace

TorchScript::TorchScript() : path_(problem_file("particle_comparison", "train_torch.py")) {}

void TorchScript::check() const {
  if (!std::filesystem::exists(path_))
    throw InputError(
        path_ + ": not found; install the programs together with their problems, or build them");
}

bool TorchScript::can_run() const {
  const std::string command =
      python + " -c \"import importlib.util as u; exit(not (u.find_spec('torch') and "
               "u.find_spec('h5py')))\" >/dev/null 2>&1";
  return std::system(command.c_str()) == 0;
}

void TorchScript::run(const std::vector<std::string> &arguments) const {
  std::string command =
      python + ' ' + quoted(path_) + " --quiet --threads " + std::to_string(number_of_threads());
  for (const std::string &argument : arguments)
    command += ' ' + quoted(argument);
  if (std::system(command.c_str()) != 0)
    throw RunError("train_torch.py failed; it needs Debian's python3-torch and python3-h5py");
}

} // namespace rhoflow
