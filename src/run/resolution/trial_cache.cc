// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/trial_cache.h"

#include "rhoflow/run/setup.h"
#include "run/resolution/resolution.h"
#include "run/stop_error.h"

namespace rhoflow {

const std::optional<Trial> &TrialCache::find(const Parameters &parameters, double most_steps) {
  std::string key;
  for (const std::string &setting : resolution_settings(parameters))
    key += setting + '\n';
  const auto [entry, is_new] = trials_.try_emplace(key);
  if (is_new) {
    try {
      TrialContent content = content_;
      content.most_steps = most_steps;
      entry->second = run_trial(parameters, data_, communicator_, content);
      total_work_ +=
          entry->second->steps * double(estimate_size(parameters, data_).degrees_of_freedom);
    } catch (const StopError &) {
      throw;
    } catch (const RunError &) {
      // What is too coarse to be computed with is worth nothing.
    }
  }
  return entry->second;
}

const Trial &TrialCache::at(const Parameters &parameters, double most_steps) {
  const std::optional<Trial> &trial = find(parameters, most_steps);
  if (!trial)
    throw FailedTrial();
  return *trial;
}

} // namespace rhoflow
