// SPDX-License-Identifier: Apache-2.0
// Whatever changes in a file of ours is noticed: by its seal, and in a file that still grows by the
// look at its chunks.
#include "hdf5/hdf5_reader.h"
#include "hdf5/hdf5_writer.h"
#include "hdf5/isolation.h"
#include "hdf5/seal.h"
#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <numeric>

namespace rhoflow {
namespace {

class Hdf5Seal : public testing::Test {
protected:
  void SetUp() override {
    std::iota(values_.begin(), values_.end(), 1.);
    Hdf5Writer file(path_);
    file.attribute("schema", "test");
    file.array("values", {3, 4}, values_.data());
    file.create_series("series", {2});
    for (int k = 0; k < 3; ++k)
      file.append("series", {k + 1., -double(k)});
    file.close();
    content_ = folder_.read("file.h5");
  }
  /// Both arrays as a reader gets them within isolate().
  std::vector<double> read() const {
    ByteMessage message = isolate(path_, [&] {
      const Hdf5Reader file(path_);
      ByteMessage sent;
      std::vector<double> all = file.array("values");
      for (std::uint64_t k = 0; k < 3; ++k)
        for (const double value : file.record("series", k))
          all.push_back(value);
      sent.put(all);
      return sent;
    });
    return message.get_numbers();
  }

  const test::TemporaryFolder folder_;
  const std::string path_ = folder_.path("file.h5");
  std::vector<double> values_ = std::vector<double>(12);
  std::string content_;
};

TEST_F(Hdf5Seal, IsALineOfTextWithTheChecksumOfOtherPrograms) {
  test::expect_contains(content_.substr(0, seal_size), "CRC-32 of the bytes from 512 on is 0x");
  EXPECT_NO_THROW(verify_seal(path_));
  // The check value of CRC-32 in every catalogue.
  folder_.write("nine", std::string(seal_size, '\0') + "123456789");
  seal_file(folder_.path("nine"));
  test::expect_contains(folder_.read("nine"), "is 0xcbf43926\n");
}

TEST_F(Hdf5Seal, NoticesEveryFlippedBit) {
  for (std::size_t bit = 0; bit < 8 * content_.size(); bit += 7) {
    std::string flipped = content_;
    flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << bit % 8));
    folder_.write("file.h5", flipped);
    EXPECT_THROW(verify_seal(path_), InputError) << "bit " << bit;
  }
}

TEST_F(Hdf5Seal, NoticesEveryTruncation) {
  for (std::size_t size = seal_size; size < content_.size(); size += 61) {
    folder_.write("file.h5", content_.substr(0, size));
    EXPECT_THROW(verify_seal(path_), InputError) << size;
  }
}

TEST_F(Hdf5Seal, FilesWithoutRoomForOnePass) {
  folder_.write("file.h5", content_.substr(seal_size)); // as other programs write
  EXPECT_NO_THROW(verify_seal(path_));
  EXPECT_NO_THROW(verify_seal(path_, MissingSeal::refused));
}

TEST_F(Hdf5Seal, AFileThatGrowsHasNoneYetAndAFinishedOneMust) {
  folder_.write("file.h5", std::string(seal_size, '\0') + content_.substr(seal_size));
  EXPECT_NO_THROW(verify_seal(path_));
  EXPECT_THROW(verify_seal(path_, MissingSeal::refused), InputError);
}

TEST_F(Hdf5Seal, WithoutOneADamagedKeyOfAChunkIsNoticed) {
  const std::string growing = std::string(seal_size, '\0') + content_.substr(seal_size);
  folder_.write("file.h5", growing);
  const std::vector<double> expected = read();
  unsigned int indices = 0, noticed = 0;
  for (std::size_t tree = growing.find("TREE"); tree != std::string::npos;
       tree = growing.find("TREE", tree + 1), ++indices)
    // A header of 24 bytes; for each chunk of these arrays with two indices a key of 32 and an
    // address of 8 bytes. (A wrong address may lead to zeros, which have the checksum 0.)
    for (std::size_t bit = 8 * tree; bit < 8 * (tree + 56); bit += 3) {
      std::string flipped = growing;
      flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << bit % 8));
      folder_.write("file.h5", flipped);
      try {
        EXPECT_EQ(read(), expected) << "bit " << bit;
      } catch (const InputError &) {
        ++noticed;
      }
    }
  EXPECT_GE(indices, 2U);
  EXPECT_GT(noticed, 50U);
}

} // namespace
} // namespace rhoflow
