// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/trial_cache.h"

#include "rhoflow/run/setup.h"
#include "run/resolution/resolution.h"

namespace rhoflow {

const std::optional<Trial> &TrialCache::find(const Parameters &parameters) {
  std::string key;
  for (const std::string &setting : resolution_settings(parameters))
    key += setting + '\n';
  const auto [entry, is_new] = trials_.try_emplace(key);
  if (is_new) {
    try {
      entry->second = run_trial(parameters, data_, communicator_, content_);
      total_work_ +=
          entry->second->steps * double(estimate_size(parameters, data_).degrees_of_freedom);
    } catch (const RunError &) {
      // What is too coarse to be computed with is worth nothing.
    }
  }
  return entry->second;
}

const Trial &TrialCache::at(const Parameters &parameters) {
  const std::optional<Trial> &trial = find(parameters);
  if (!trial)
    throw FailedTrial();
  return *trial;
}

} // namespace rhoflow
