// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "observers/progress.h"
#include "observers/run_log.h"
#include "rhoflow/base/communicator.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Has the pictures of a run drawn at its end, by rhoflow-plot from the files of the run. Pictures
/// that cannot be drawn are named in one line; the run is done all the same. To stand behind all
/// observers that write what is drawn.
class PictureObserver : public Observer {
public:
  /// @param files which pictures there may be, by their paths in @p folder
  /// @param communicator,log,progress have to outlive this object
  PictureObserver(const std::string &folder, std::vector<std::string> files,
                  const Communicator &communicator, RunLog &log, Progress &progress)
      : folder_(folder), files_(std::move(files)), communicator_(communicator), log_(log),
        progress_(progress) {}

  std::string stage() const override { return "pictures"; }
  void finish() override;

private:
  std::string folder_;
  std::vector<std::string> files_;
  const Communicator &communicator_;
  RunLog &log_;
  Progress &progress_;
};

} // namespace rhoflow
