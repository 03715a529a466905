// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"

#include <string>

namespace rhoflow {

/// Writes time series for ParaView into the folder `density`, at every so many output times.
/// @tparam Output what writes them: has write(content), count() and resume()
/// @tparam Content what is shown, the same object during the whole run
template <typename Output, typename Content>
class FieldObserver : public Observer {
public:
  /// @param every at which output times, see OutputTime::due()
  /// @param content has to outlive this object
  FieldObserver(Output output, const Content &content, unsigned int every)
      : output_(std::move(output)), content_(content), every_(every) {}

  std::string stage() const override { return "output"; }
  void output(const OutputTime &time) override {
    if (time.due(every_))
      output_.write(content_);
  }
  /// Series that are written at the same times share one count.
  void save(ObserverStates &states) const override {
    states["field_outputs"] = {double(output_.count())};
  }
  void restore(const ObserverStates &states, double time) override {
    output_.resume(time,
                   static_cast<unsigned int>(observer_state(states, "field_outputs").front()));
  }

private:
  Output output_;
  const Content &content_;
  unsigned int every_;
};

} // namespace rhoflow
