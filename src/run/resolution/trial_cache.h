// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "run/resolution/trial.h"

#include <map>
#include <optional>
#include <string>

namespace rhoflow {

/// What TrialCache::at() throws.
class FailedTrial : public RunError {
public:
  FailedTrial() : RunError("a trial run failed") {}
};

/// Trial runs, each made once. All calls are collective. Work is counted in values times steps, not
/// in seconds, so that it is that of any machine.
class TrialCache {
public:
  /// @param data, communicator  have to live as long
  TrialCache(const DataSet &data, const Communicator &communicator,
             const TrialContent &content = {})
      : data_(data), communicator_(communicator), content_(content) {}

  /// The trial of @p parameters, which differ from those of others by their resolution only; none
  /// if it failed.
  /// @param most_steps  see TrialContent
  const std::optional<Trial> &find(const Parameters &parameters,
                                   double most_steps = TrialContent().most_steps);
  /// The same. @throws FailedTrial if it failed
  const Trial &at(const Parameters &parameters, double most_steps = TrialContent().most_steps);

  const DataSet &data() const { return data_; }
  const Communicator &communicator() const { return communicator_; }
  unsigned int n() const { return static_cast<unsigned int>(trials_.size()); }
  double total_work() const { return total_work_; }

private:
  const DataSet &data_;
  const Communicator &communicator_;
  TrialContent content_;
  std::map<std::string, std::optional<Trial>> trials_;
  double total_work_ = 0.;
};

} // namespace rhoflow
