// SPDX-License-Identifier: Apache-2.0
// What is written is read back exactly, what is wrong is answered with one line that names file and
// data set, and damaged files never harm the process that reads them.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "hdf5/hdf5_writer.h"
#include "particles/exchange/particle_file.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <random>

namespace {

using namespace rhoflow;
using namespace rhoflow::test;

ParticleHeader small_header(unsigned int d) {
  ParticleHeader header;
  header.generator = "test 1";
  header.activation = Activation::tanh;
  header.alpha = 1.5;
  header.beta = 0.1; // not a binary fraction
  header.n_inputs = d;
  header.depth_rule = DepthRule::euler;
  header.depths = {0., 0.5};
  header.depth_weights = {0.5, 0.5};
  header.theta_weights = {0.25, 0.25, 0.5};
  header.omega_weights = {0.2, 0.2, 0.2, 0.4};
  return header;
}

const std::vector<double> labels{1., -1., 0.1};

std::vector<double> random_values(std::size_t n, unsigned int seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(n);
  for (double &value : values)
    value = normal(generator);
  return values;
}

ParticleState state_at(const ParticleHeader &header, double time) {
  const std::size_t d = header.n_inputs;
  const auto seed = static_cast<unsigned int>(10. * time);
  return {time, 1. / (1. + time),
          random_values(header.n_layers() * header.n_neurons() * (2 * d + 1), seed),
          random_values(header.n_head() * (d + 2), seed + 1), random_values(3, seed + 2)};
}

std::string write_file(const TemporaryFolder &folder, const ParticleHeader &header,
                       const std::string &name = "particles.h5") {
  ParticleWriter writer(folder.path(name), header, random_values(3 * header.n_inputs, 7), labels);
  for (const double time : {0., 0.1, 0.7})
    writer.append(state_at(header, time));
  writer.close();
  return folder.path(name);
}

void expect_equal(const ParticleState &a, const ParticleState &b) {
  EXPECT_EQ(a.time, b.time);
  EXPECT_EQ(a.loss, b.loss);
  EXPECT_EQ(a.theta, b.theta);
  EXPECT_EQ(a.omega, b.omega);
  EXPECT_EQ(a.predictions, b.predictions);
}

TEST(ParticleFile, RoundTripIsExact) {
  const TemporaryFolder folder;
  for (const unsigned int d : {1u, 2u}) {
    const ParticleHeader header = small_header(d);
    const ParticleReader reader(write_file(folder, header));
    EXPECT_EQ(reader.header().generator, header.generator);
    EXPECT_EQ(reader.header().activation, header.activation);
    EXPECT_EQ(reader.header().alpha, header.alpha);
    EXPECT_EQ(reader.header().beta, header.beta);
    EXPECT_TRUE(reader.header().trained_head);
    EXPECT_EQ(reader.header().n_inputs, d);
    EXPECT_EQ(reader.header().depths, header.depths);
    EXPECT_EQ(reader.header().depth_weights, header.depth_weights);
    EXPECT_EQ(reader.header().theta_weights, header.theta_weights);
    EXPECT_EQ(reader.header().omega_weights, header.omega_weights);
    EXPECT_EQ(reader.inputs(), random_values(3 * d, 7));
    EXPECT_EQ(reader.labels(), labels);
    ASSERT_EQ(reader.times(), (std::vector<double>{0., 0.1, 0.7}));
    for (std::size_t k = 0; k < reader.n_times(); ++k)
      expect_equal(reader.read(k), state_at(header, reader.times()[k]));
  }
}

TEST(ParticleFile, FixedHeadHasNoHeadWeights) {
  const TemporaryFolder folder;
  ParticleHeader header = small_header(2);
  header.trained_head = false;
  header.head_vector = {1., -0.3};
  header.omega_weights.clear();
  header.depth_rule = DepthRule::gauss;
  header.points_per_interval = 2;
  header.depths = {0.5 - std::sqrt(1. / 12.), 0.5 + std::sqrt(1. / 12.)};
  const ParticleReader reader(write_file(folder, header));
  EXPECT_FALSE(reader.header().trained_head);
  EXPECT_EQ(reader.header().head_vector, header.head_vector);
  EXPECT_EQ(reader.header().points_per_interval, 2u);
  EXPECT_TRUE(reader.read(2).omega.empty());
}

TEST(ParticleFile, IsCompleteAfterEveryTimeWhileItsWriterLives) {
  const TemporaryFolder folder;
  const ParticleHeader header = small_header(1);
  ParticleWriter writer(folder.path("p.h5"), header, {0., 1., 2.}, labels);
  for (std::size_t k = 0; k < 3; ++k) {
    const ParticleState state = state_at(header, double(k));
    writer.append(state);
    // A copy is what another process would see if the writer were killed now.
    const ParticleReader reader(folder.write("copy.h5", folder.read("p.h5")));
    ASSERT_EQ(reader.n_times(), k + 1);
    expect_equal(reader.read(k), state);
  }
}

TEST(ParticleFile, WriterRefusesWhatItsReaderWould) {
  const TemporaryFolder folder;
  ParticleHeader header = small_header(1);
  ParticleWriter writer(folder.path("p.h5"), header, {0., 1., 2.}, labels);
  writer.append(state_at(header, 1.));
  expect_contains(message_of<RunError>([&] { writer.append(state_at(header, 1.)); }), "ascend");
  ParticleState bad = state_at(header, 2.);
  bad.theta[3] = NAN;
  expect_contains(message_of<RunError>([&] { writer.append(bad); }), "theta");
  bad = state_at(header, 2.);
  bad.omega.pop_back();
  expect_contains(message_of<RunError>([&] { writer.append(bad); }), "omega");
  header.theta_weights[0] = 0.5;
  expect_contains(message_of<RunError>([&] {
                    ParticleWriter(folder.path("q.h5"), header, {0., 1.}, {0., 1.});
                  }),
                  "theta_weights");
  header = small_header(1);
  expect_contains(message_of<RunError>([&] {
                    ParticleWriter("/absent/q.h5", header, {0., 1.}, {0., 1.});
                  }),
                  "/absent/q.h5");
}

/// A particle file spelt out, so that any part of it can be wrong.
struct RawFile {
  std::map<std::string, std::string> texts{{"schema", "rhoflow particles"},
                                           {"generator", "test"},
                                           {"activation", "tanh"},
                                           {"head", "trained"},
                                           {"depth_rule", "euler"}};
  std::map<std::string, double> numbers{
      {"version", 1.}, {"alpha", 1.}, {"beta", 1.}, {"points_per_interval", 1.}};
  struct Array {
    ArrayShape shape;
    std::vector<double> values;
  };
  std::map<std::string, Array> arrays{{"depths", {{2}, {0., 0.5}}},
                                      {"depth_weights", {{2}, {0.5, 0.5}}},
                                      {"theta_weights", {{2}, {0.5, 0.5}}},
                                      {"omega_weights", {{1}, {1.}}},
                                      {"inputs", {{3, 1}, {0., 1., 2.}}},
                                      {"labels", {{3}, {0., 1., 2.}}},
                                      {"times", {{2}, {0., 1.}}},
                                      {"loss", {{2}, {1., 0.5}}},
                                      {"predictions", {{2, 3}, std::vector<double>(6, 0.)}},
                                      {"theta", {{2, 2, 2, 3}, std::vector<double>(24, 0.5)}},
                                      {"omega", {{2, 1, 3}, std::vector<double>(6, 0.5)}}};

  void write(const std::string &path) const {
    Hdf5Writer file(path);
    for (const auto &[name, text] : texts)
      file.attribute(name, text);
    for (const auto &[name, value] : numbers)
      file.attribute(name, value);
    for (const auto &[name, array] : arrays)
      file.array(name, array.shape, array.values.data());
    file.close();
  }
};

struct BadCase {
  std::string expected; ///< part of the message
  std::function<void(RawFile &)> spoil;
};

TEST(ParticleFile, NamesWhatIsWrong) {
  const TemporaryFolder folder;
  const std::string path = folder.path("raw.h5");
  RawFile().write(path);
  EXPECT_EQ(ParticleReader(path).read(1).theta.size(), 12u); // good as it is
  const auto array = [](const std::string &name, const RawFile::Array &content) {
    return [=](RawFile &file) { file.arrays[name] = content; };
  };
  const auto value = [](const std::string &name, std::size_t place, double number) {
    return [=](RawFile &file) { file.arrays[name].values[place] = number; };
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<BadCase> cases{
      {"schema", [](RawFile &file) { file.texts["schema"] = "something"; }},
      {"version", [](RawFile &file) { file.numbers["version"] = 2; }},
      {"version", [](RawFile &file) { file.numbers.erase("version"); }},
      {"activation", [](RawFile &file) { file.texts["activation"] = "relu"; }},
      {"head", [](RawFile &file) { file.texts["head"] = "none"; }},
      {"head_vector", [](RawFile &file) { file.texts["head"] = "fixed"; }},
      {"alpha", [=](RawFile &file) { file.numbers["alpha"] = nan; }},
      {"points_per_interval", [](RawFile &file) { file.numbers["points_per_interval"] = 0.5; }},
      {"points_per_interval", [](RawFile &file) { file.numbers["points_per_interval"] = 1e15; }},
      {"theta", [](RawFile &file) { file.arrays.erase("theta"); }},
      {"theta", array("theta", {{2, 2, 6}, std::vector<double>(24)})},
      {"theta", array("theta", {{2, 2, 3, 3}, std::vector<double>(36)})},
      {"theta", array("theta", {{1, 2, 2, 3}, std::vector<double>(12)})},
      {"omega", array("omega", {{2, 1, 4}, std::vector<double>(8)})},
      {"inputs", array("inputs", {{3}, {0., 1., 2.}})},
      {"labels", array("labels", {{2}, {0., 1.}})},
      {"times", array("times", {{0}, {}})},
      {"times", value("times", 1, 0.)},
      {"times", value("times", 1, nan)},
      {"depths", value("depths", 1, 1.5)},
      {"depths", value("depths", 1, 0.)},
      {"depths", value("depths", 1, 0.6)},
      {"depth_weights", value("depth_weights", 1, 0.6)},
      {"theta_weights", value("theta_weights", 0, -0.5)},
      {"omega_weights", value("omega_weights", 0, 2.)},
      {"loss", value("loss", 0, nan)},
      {"theta", value("theta", 20, nan)},
      {"predictions", value("predictions", 3, std::numeric_limits<double>::infinity())}};
  for (const BadCase &bad : cases) {
    RawFile file;
    bad.spoil(file);
    file.write(path);
    const std::string message = message_of<InputError>([&] { ParticleReader(path).read(1); });
    expect_contains(message, "'" + bad.expected + "'");
    expect_contains(message, path);
  }
}

TEST(ParticleFile, MissingWeightsAreCalledMissing) {
  const TemporaryFolder folder;
  const std::string path = folder.path("spoilt.h5");
  RawFile file;
  file.arrays.erase("omega_weights"); // of a trained head
  file.write(path);
  expect_contains(message_of<InputError>([&] { ParticleReader(path).read(1); }),
                  "'omega_weights' is missing or empty; write the share of each");
  RawFile zero;
  zero.arrays["omega_weights"].values.assign(zero.arrays["omega_weights"].values.size(), 0.);
  zero.write(path);
  const std::string message = message_of<InputError>([&] { ParticleReader(path).read(1); });
  expect_contains(message, "'omega_weights' sums to 0");
  EXPECT_EQ(message.find("divide"), std::string::npos) << message;
}

TEST(ParticleFile, WhatIsNoHdf5FileIsNamed) {
  const TemporaryFolder folder;
  for (const std::string &content : {std::string(), std::string("x0,y\n1,2\n"),
                                     std::string("\x89HDF\r\n\x1a\n"), std::string(100000, 'q')})
    expect_contains(message_of<InputError>([&] { ParticleReader(folder.write("no.h5", content)); }),
                    "no.h5");
  expect_contains(message_of<InputError>([&] { ParticleReader(folder.path("absent.h5")); }),
                  "absent.h5");
  expect_contains(message_of<InputError>([&] { ParticleReader(folder.path()); }), "directory");
}

/// The file's bytes with one kind of damage.
std::string damage(std::string bytes, std::mt19937 &random) {
  const auto below = [&](std::size_t n) { return random() % n; };
  switch (below(4)) {
  case 0: // a few bits
    for (std::size_t k = 0; k < 1 + below(3); ++k)
      bytes[below(bytes.size())] ^= static_cast<char>(1u << below(8));
    return bytes;
  case 1:
    return bytes.substr(0, below(bytes.size()));
  case 2: { // a stretch of noise
    const std::size_t start = below(bytes.size());
    for (std::size_t k = start; k < std::min(start + 1 + below(64), bytes.size()); ++k)
      bytes[k] = static_cast<char>(below(256));
    return bytes;
  }
  default: // two pieces exchanged
    for (std::size_t k = 0, a = below(bytes.size() - 64), b = below(bytes.size() - 64); k < 64; ++k)
      std::swap(bytes[a + k], bytes[b + k]);
    return bytes;
  }
}

TEST(ParticleFile, DamagedFilesDoNoHarm) {
  const TemporaryFolder folder;
  const ParticleHeader header = small_header(1);
  const std::string good = (write_file(folder, header), folder.read("particles.h5"));
  const ParticleState last = state_at(header, 0.7);
  std::mt19937 random(20240601);
  int refused = 0;
  constexpr int n_files = 200;
  for (int k = 0; k < n_files; ++k) {
    const std::string path = folder.write("bad.h5", damage(good, random));
    try {
      const ParticleReader reader(path);
      const ParticleState state = reader.read(reader.n_times() - 1);
      // Whatever is accepted is what was written: no damage to data goes unnoticed.
      expect_equal(state, last);
      EXPECT_EQ(reader.header().theta_weights, header.theta_weights);
      EXPECT_EQ(reader.header().beta, header.beta);
    } catch (const InputError &error) {
      const std::string message = error.what();
      EXPECT_EQ(message.find('\n'), std::string::npos) << message;
      expect_contains(message, "bad.h5");
      ++refused;
    }
  }
  // The rest hit bytes that nobody uses.
  EXPECT_GT(refused, n_files / 2);
}

} // namespace
