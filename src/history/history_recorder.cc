// SPDX-License-Identifier: Apache-2.0
#include "history/history_recorder.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <numeric>

namespace rhoflow {

HistoryRecorder::HistoryRecorder(HistorySetting setting, std::size_t n_bytes) {
  const std::vector<std::size_t> sizes = setting.sizes();
  constexpr std::size_t others = 3; // step, time, scale
  most_samples_ = n_bytes / (sizeof(double) * std::accumulate(sizes.begin(), sizes.end(), others));
  history_.setting = std::move(setting);
}

void HistoryRecorder::add(HistorySample sample) {
  RHOFLOW_PRECONDITION(has_room(), "there is room for a history");
  RHOFLOW_PRECONDITION(history_.samples.empty() || sample.step > latest_.step, "steps ascend");
  latest_ = sample;
  if (sample.step % stride_ != 0)
    return;
  history_.samples.push_back(std::move(sample));
  while (history_.samples.size() > most_samples_) {
    stride_ *= 2;
    thin();
  }
}

void HistoryRecorder::thin() {
  std::vector<HistorySample> &samples = history_.samples;
  samples.erase(
      std::remove_if(samples.begin(), samples.end(),
                     [&](const HistorySample &sample) { return sample.step % stride_ != 0; }),
      samples.end());
}

void HistoryRecorder::restore(const FlowHistory &former, double time) {
  std::vector<HistorySample> &samples = history_.samples;
  samples.clear();
  for (const HistorySample &sample : former.samples)
    if (sample.time <= time)
      samples.push_back(sample);
  RHOFLOW_PRECONDITION(!samples.empty(), "there is a sample of the start");
  latest_ = samples.back();
  // All but the last one, which may be between two that are kept, are multiples of the stride.
  stride_ = 1;
  if (samples.size() > 2)
    while (samples[1].step % (2 * stride_) == 0)
      stride_ *= 2;
  thin();
}

FlowHistory HistoryRecorder::history() const {
  FlowHistory history = history_;
  if (history.samples.empty() || history.samples.back().step != latest_.step)
    history.samples.push_back(latest_);
  return history;
}

} // namespace rhoflow
