// SPDX-License-Identifier: Apache-2.0
// Problem: the history of a run, made up of numbers that are all different.
// Known: a file holds it to the bit, a damaged or foreign one is refused in one line, and which
// samples of a long run are kept does not depend on where the run was interrupted.

#include "../expect_error.h"
#include "../temporary_folder.h"
#include "hdf5/hdf5_writer.h"
#include "history/history_file.h"
#include "history/history_recorder.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>

namespace rhoflow {
namespace {

HistorySetting history_setting(HeadType head) {
  HistorySetting setting;
  setting.generator = "a test";
  setting.network.activation = Activation::erf;
  setting.network.alpha = 2.;
  setting.network.beta = 3.;
  setting.network.head = head;
  setting.network.head_vector = {0.5, -1.};
  setting.regularization = 0.25;
  setting.encoder_confinement = 0.125;
  setting.depth.nodes = 2;
  setting.depth.intervals = 2;
  setting.data.dimension = 2;
  setting.data.inputs = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  setting.data.labels = {1., -1., 2.};
  setting.units.label_shift = 7.;
  setting.units.label_scale = 2.;
  setting.encoder_start = {{0.5, {0., 1., 2., 3., 4.}, {1., 2., 3., 4., 5.}},
                           {1.5, {5., 6., 7., 8., 9.}, {6., 7., 8., 9., 10.}}};
  if (head == HeadType::trained)
    setting.head_start = {{1., {0., 0., 1., 0.}, {1., 1., 1., 2.}}};
  return setting;
}

HistorySample numbered_sample(const HistorySetting &setting, unsigned long step) {
  HistorySample sample;
  sample.step = step;
  sample.time = 0.1 * double(step);
  sample.scale = std::exp(-sample.time);
  double number = 100. * double(step);
  for (std::size_t k = 0; k < setting.sizes().size(); ++k)
    for (std::size_t i = 0; i < setting.sizes()[k]; ++i)
      sample.arrays()[k]->push_back(number += 0.1);
  return sample;
}

FlowHistory numbered_history(HeadType head) {
  FlowHistory history{history_setting(head), {}};
  for (const unsigned long step : {0, 1, 2, 5})
    history.samples.push_back(numbered_sample(history.setting, step));
  return history;
}

void expect_same_samples(const FlowHistory &a, const FlowHistory &b) {
  ASSERT_EQ(a.samples.size(), b.samples.size());
  for (std::size_t m = 0; m < a.samples.size(); ++m) {
    EXPECT_EQ(a.samples[m].step, b.samples[m].step);
    EXPECT_EQ(a.samples[m].time, b.samples[m].time);
    EXPECT_EQ(a.samples[m].scale, b.samples[m].scale);
    for (std::size_t k = 0; k < a.samples[m].arrays().size(); ++k)
      EXPECT_EQ(*a.samples[m].arrays()[k], *b.samples[m].arrays()[k]) << k;
  }
}

TEST(HistoryFile, HoldsEverythingToTheBit) {
  const test::TemporaryFolder folder;
  for (const HeadType head : {HeadType::trained, HeadType::fixed}) {
    const FlowHistory written = numbered_history(head);
    write_history(folder.path("history.h5"), written);
    const FlowHistory found = read_history(folder.path("history.h5"));
    expect_same_samples(written, found);
    const HistorySetting &a = written.setting, &b = found.setting;
    EXPECT_EQ(a.network.activation, b.network.activation);
    EXPECT_EQ(a.network.alpha, b.network.alpha);
    EXPECT_EQ(a.network.beta, b.network.beta);
    EXPECT_EQ(a.network.head, b.network.head);
    if (head == HeadType::fixed) {
      EXPECT_EQ(a.network.head_vector, b.network.head_vector);
    }
    for (const double time : {0., 1.})
      for (const bool side : {false, true})
        EXPECT_EQ(a.decay(side, time), b.decay(side, time));
    EXPECT_EQ(a.grid().nodes(), b.grid().nodes());
    EXPECT_EQ(a.data.inputs, b.data.inputs);
    EXPECT_EQ(a.data.labels, b.data.labels);
    EXPECT_EQ(b.units.label_shift, 7.);
    EXPECT_EQ(b.units.label_scale, 2.);
    EXPECT_EQ(b.units.input_scale, (std::vector<double>{1., 1.}));
    ASSERT_EQ(a.encoder_start.size(), b.encoder_start.size());
    EXPECT_EQ(a.encoder_start[1].weight, b.encoder_start[1].weight);
    EXPECT_EQ(a.encoder_start[1].mean, b.encoder_start[1].mean);
    EXPECT_EQ(a.encoder_start[1].variance, b.encoder_start[1].variance);
    EXPECT_EQ(a.head_start.size(), b.head_start.size());
  }
  EXPECT_EQ(folder.names_in(""), (std::vector<std::string>{"history.h5"}));
}

TEST(HistoryFile, DamagedAndForeignFilesAreRefusedInOneLine) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("history.h5");
  const auto message = [&] { return test::message_of<InputError>([&] { read_history(path); }); };
  write_history(path, numbered_history(HeadType::trained));
  std::string bytes = folder.read("history.h5");
  bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 16);
  folder.write("history.h5", bytes);
  test::expect_contains(message(), path);
  folder.write("history.h5", "time,loss\n0,1\n");
  test::expect_contains(message(), path);
  {
    Hdf5Writer other(path);
    other.attribute("schema", "rhoflow density");
    other.attribute("version", std::int64_t(1));
    other.close();
  }
  test::expect_contains(message(), "attribute 'schema' is not 'rhoflow history'");
  FlowHistory twisted = numbered_history(HeadType::trained);
  std::swap(twisted.samples[1], twisted.samples[2]);
  write_history(path, twisted);
  test::expect_contains(message(), "do not ascend");
  twisted = numbered_history(HeadType::trained);
  twisted.setting.encoder_start[0].variance[2] = 0.;
  write_history(path, twisted);
  test::expect_contains(message(), "the start of the encoder");
}

/// A recorder with room for 64 samples that has taken the steps [first, last].
void add_steps(HistoryRecorder &recorder, unsigned long first, unsigned long last) {
  for (unsigned long step = first; step <= last; ++step)
    recorder.add(numbered_sample(recorder.setting(), step));
}

HistoryRecorder small_recorder() {
  const HistorySetting setting = history_setting(HeadType::trained);
  std::size_t numbers = 3;
  for (const std::size_t size : setting.sizes())
    numbers += size;
  return HistoryRecorder(setting, 64 * 8 * numbers);
}

TEST(HistoryRecorder, KeepsEverySecondFourthOrFurtherStepAndTheLatest) {
  HistoryRecorder recorder = small_recorder();
  ASSERT_TRUE(recorder.has_room());
  add_steps(recorder, 0, 63);
  EXPECT_EQ(recorder.history().samples.size(), 64u);
  add_steps(recorder, 64, 201);
  const std::vector<HistorySample> samples = recorder.history().samples;
  for (std::size_t m = 0; m + 1 < samples.size(); ++m)
    EXPECT_EQ(samples[m].step, 4 * m);
  EXPECT_EQ(samples.back().step, 201u);
  EXPECT_EQ(samples.size(), 52u);
  EXPECT_FALSE(HistoryRecorder(history_setting(HeadType::trained), 5000).has_room());
}

TEST(HistoryRecorder, GoesOnAsIfItHadNotBeenInterrupted) {
  HistoryRecorder whole = small_recorder();
  add_steps(whole, 0, 300);
  for (const unsigned long at : {1, 2, 37, 63, 64, 65, 150, 299}) {
    HistoryRecorder former = small_recorder(), rest = small_recorder();
    add_steps(former, 0, at);
    rest.restore(former.history(), 0.1 * double(at));
    EXPECT_EQ(rest.last_step(), at);
    add_steps(rest, at + 1, 300);
    expect_same_samples(whole.history(), rest.history());
  }
  // The file may be newer than the checkpoint.
  HistoryRecorder rest = small_recorder();
  rest.restore(whole.history(), 0.1 * 41.);
  add_steps(rest, 41, 300);
  expect_same_samples(whole.history(), rest.history());
}

} // namespace
} // namespace rhoflow
