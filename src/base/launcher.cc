// SPDX-License-Identifier: Apache-2.0
#include "base/launcher.h"

#include <cstdlib>

namespace rhoflow {

Launch find_launch() {
  constexpr const char *names[][2] = {{"OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_RANK"},
                                      {"PMI_SIZE", "PMI_RANK"},
                                      {"SLURM_STEP_NUM_TASKS", "SLURM_PROCID"}};
  for (const auto &[size, rank] : names) {
    const char *const size_text = std::getenv(size), *const rank_text = std::getenv(rank);
    if (size_text != nullptr && rank_text != nullptr)
      return {true, static_cast<unsigned int>(std::strtoul(size_text, nullptr, 10)),
              static_cast<unsigned int>(std::strtoul(rank_text, nullptr, 10))};
  }
  return {};
}

} // namespace rhoflow
