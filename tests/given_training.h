// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/time/training.h"

#include <map>
#include <string>
#include <vector>

namespace rhoflow::test {

/// A training that has the loss it is given, with steps of length 1.
class GivenTraining : public Training {
public:
  double time() const override { return double(n_steps_); }
  unsigned long n_steps() const override { return n_steps_; }
  unsigned long n_rejected() const override { return 0; }
  double loss() const override { return loss_; }
  bool loss_falls() const override { return true; }
  void step(double loss) override {
    loss_ = loss;
    ++n_steps_;
  }
  const DataSet &data() const override { return data_; }
  const std::vector<double> &predictions() const override { return data_.labels; }
  std::vector<double> predict(const std::vector<double> &) const override { return {}; }
  const Communicator &communicator() const override { return communicator_; }
  std::map<std::string, double> seconds() const override { return {}; }

private:
  DataSet data_;
  Communicator communicator_;
  double loss_ = 4.;
  unsigned long n_steps_ = 0;
};

} // namespace rhoflow::test
