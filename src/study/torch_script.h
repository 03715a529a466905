// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// The script with which studies train finite networks by PyTorch, train_torch.py of the problem
/// particle_comparison.
class TorchScript {
public:
  TorchScript();

  const std::string &path() const { return path_; }

  /// @throws InputError if the script is not there
  void check() const;

  /// Whether Python has the modules that the script needs.
  bool can_run() const;

  /// Runs the script, quietly and with number_of_threads() threads, and waits for its end.
  /// @param arguments what else is to be on its command line, each as the script shall see it
  /// @throws RunError if it fails, or Python or PyTorch is missing; the script has then said why
  void run(const std::vector<std::string> &arguments) const;

private:
  std::string path_;
};

} // namespace rhoflow
