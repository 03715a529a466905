// SPDX-License-Identifier: Apache-2.0
#include "history/history_observer.h"

#include "history/history_file.h"
#include "rhoflow/base/errors.h"

#include <filesystem>

namespace rhoflow {

namespace {

/// The part before @p time of the file that a former part of the run wrote.
FlowHistory read_former(const std::string &path, const HistorySetting &setting, double time) {
  if (!std::filesystem::exists(path))
    throw InputError("history.h5 is missing");
  FlowHistory former = read_history(path);
  if (former.setting.sizes() != setting.sizes() ||
      former.setting.data.inputs != setting.data.inputs ||
      former.setting.data.labels != setting.data.labels)
    throw InputError("history.h5 is that of another run");
  if (former.samples.back().time < time)
    throw InputError("history.h5 ends before the checkpoint");
  return former;
}

} // namespace

HistoryObserver::HistoryObserver(const Training &training, HistorySetting setting,
                                 MakeSample sample, const OutputParameters &parameters,
                                 const std::string &folder, RunLog &log)
    : training_(training), recorder_(std::move(setting)), sample_(std::move(sample)),
      parameters_(parameters), path_(history_path(folder)), log_(log),
      records_(recorder_.has_room() && training.communicator().is_root()) {
  scale_.of(training_.loss());
}

void HistoryObserver::open(bool resumed) {
  if (!resumed && !recorder_.has_room())
    log_.say("no history.h5: for so many samples and depth nodes it would be too large");
  if (!resumed)
    record();
}

void HistoryObserver::record() {
  if (!recorder_.has_room())
    return;
  HistorySample sample = sample_();
  if (!records_)
    return;
  sample.step = training_.n_steps();
  sample.time = training_.time();
  sample.scale = scale_.of(training_.loss());
  recorder_.add(std::move(sample));
}

void HistoryObserver::step(double) {
  record();
}

void HistoryObserver::write() {
  training_.communicator().on_root([&] {
    if (!records_ || written_time_ == training_.time())
      return;
    write_history(path_, recorder_.history());
    written_time_ = training_.time();
  });
}

void HistoryObserver::output(const OutputTime &time) {
  if (parameters_.checkpoint_due(time.last))
    write();
}

void HistoryObserver::keep(unsigned int) {
  if (parameters_.checkpoint != CheckpointPolicy::none)
    write();
}

void HistoryObserver::finish() {
  write();
}

void HistoryObserver::restore(const ObserverStates &, double time) {
  double lacks_step = 0.;
  training_.communicator().on_root([&] {
    if (!records_)
      return;
    try {
      const FlowHistory former = read_former(path_, recorder_.setting(), time);
      recorder_.restore(former, time);
      lacks_step = recorder_.last_step() < training_.n_steps() ? 1. : 0.;
    } catch (const InputError &error) {
      records_ = false;
      log_.warn(time, std::string(error.what()) +
                          "; the part of the run before is needed, so none is written");
    }
  });
  if (training_.communicator().maximum(lacks_step) > 0.)
    record();
}

} // namespace rhoflow
