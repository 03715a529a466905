// SPDX-License-Identifier: Apache-2.0
// A disk that fills up while an HDF5 file is written is reported in one line, and the program can
// end in peace: the library itself would crash at the exit.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "hdf5/hdf5_reader.h"
#include "hdf5/hdf5_writer.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <optional>

#include <sys/resource.h>

namespace {

using namespace rhoflow;
using namespace rhoflow::test;

/// Files of this process cannot grow beyond @p bytes: as if the disk were full.
void limit_file_size(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limits{bytes, RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limits);
}

/// Writes until something goes wrong; exits with 7 if it was answered as it should be.
void write_on_a_full_disk(const std::string &path, bool in_pieces) {
  limit_file_size(100000);
  const std::vector<double> values(1000, 1.5);
  std::string message;
  std::optional<Hdf5Writer> writer;
  try {
    Hdf5Writer &file = writer.emplace(path);
    file.attribute("schema", "test");
    if (in_pieces) {
      file.create_series("series", {values.size()});
      for (int k = 0; k < 100; ++k) {
        file.append("series", values);
        file.flush();
      }
    } else {
      for (int k = 0; k < 100; ++k)
        file.array("array" + std::to_string(k), {values.size()}, values.data());
    }
    file.close();
  } catch (const RunError &error) {
    message = error.what();
  }
  limit_file_size(RLIM_INFINITY); // a full disk does not limit files in memory as this does
  writer.reset();
  const bool good = message.find(path) != std::string::npos && message.size() < 300 &&
                    message.find('\n') == std::string::npos;
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(good ? 7 : 1); // with everything that the library does at the exit
}

TEST(Hdf5WriterDeathTest, AFullDiskIsReportedAndSurvived) {
  const TemporaryFolder folder;
  EXPECT_EXIT(write_on_a_full_disk(folder.path("a.h5"), false), testing::ExitedWithCode(7),
              "cannot be written");
  EXPECT_EXIT(write_on_a_full_disk(folder.path("b.h5"), true), testing::ExitedWithCode(7),
              "cannot be written");
}

TEST(Hdf5Writer, AttributesAndArraysComeBack) {
  const TemporaryFolder folder;
  const std::string path = folder.path("file.h5");
  Hdf5Writer writer(path);
  writer.attribute("text", "sch\xc3\xb6n");
  writer.attribute("empty", "");
  writer.attribute("number", 0.1);
  writer.attribute("whole", std::int64_t(1) << 40);
  writer.attribute("list", std::vector<double>{1., -2.5});
  std::vector<double> large(300000);
  for (std::size_t k = 0; k < large.size(); ++k)
    large[k] = 1. / (1. + double(k));
  writer.array("large", {3, 100, 1000}, large.data());
  writer.array("nothing", {0, 4}, nullptr);
  writer.close();

  const Hdf5Reader reader(path);
  EXPECT_EQ(reader.text("text"), "sch\xc3\xb6n");
  EXPECT_EQ(reader.text("empty"), "");
  EXPECT_EQ(reader.number("number"), 0.1);
  EXPECT_EQ(reader.whole_number("whole"), std::uint64_t(1) << 40);
  EXPECT_EQ(reader.numbers("list"), (std::vector<double>{1., -2.5}));
  EXPECT_TRUE(reader.numbers("absent").empty());
  EXPECT_EQ(reader.shape("large"), (ArrayShape{3, 100, 1000}));
  EXPECT_EQ(reader.array("large"), large);
  EXPECT_EQ(reader.record("large", 2),
            std::vector<double>(large.begin() + 200000, large.begin() + 300000));
  EXPECT_TRUE(reader.array("nothing").empty());
  expect_contains(message_of<InputError>([&] { reader.number("list"); }), "'list'");
  expect_contains(message_of<InputError>([&] { reader.number("text"); }), "'text'");
  expect_contains(message_of<InputError>([&] { reader.array("absent"); }), "'absent'");
}

} // namespace
