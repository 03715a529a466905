#pragma once

#include "observers/observer.h"
#include "statistics/statistics_observer.h"

#include <string>

namespace rhoflow {

/// Draws pictures at the end of a run, with what it has seen of the start.
/// @tparam Pictures what draws: has remember_start(content) and write(content, history, folder)
/// @tparam Content what is drawn, the same object during the whole run
template <typename Pictures, typename Content>
class PictureObserver : public Observer {
public:
  /// @param content at its start; the references have to outlive this object
  PictureObserver(Pictures pictures, const Content &content, const StatisticsHistory &history,
                  const std::string &folder)
      : pictures_(std::move(pictures)), content_(content), history_(history),
        folder_(folder + "/images") {
    pictures_.remember_start(content_);
  }

  std::string stage() const override { return "pictures"; }
  void finish() override { pictures_.write(content_, history_, folder_); }

private:
  Pictures pictures_;
  const Content &content_;
  const StatisticsHistory &history_;
  std::string folder_;
};

} // namespace rhoflow
