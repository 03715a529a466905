// SPDX-License-Identifier: Apache-2.0
// The list of a time series is complete and exact after every entry, and can be taken up again.

#include "rhoflow/base/errors.h"
#include "vtk/pvd_series.h"

#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>
#include <vtkNew.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLDataParser.h>

namespace rhoflow {
namespace {

namespace fs = std::filesystem;

/// Lets this process write no more than a number of bytes to any file: a write beyond fails as on
/// a full disk.
class FileSizeLimit {
public:
  explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit limit = {bytes, old_limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }
  FileSizeLimit(const FileSizeLimit &) = delete;
  FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
  rlimit old_limit_ = {};
  void (*old_handler_)(int);
};

class PvdSeriesTest : public ::testing::Test {
protected:
  void SetUp() override {
    folder_ =
        fs::path(::testing::TempDir()) / ("rhoflow_pvd_series_test_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = (folder_ / "density.pvd").string();
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  std::string path_;
};

TEST_F(PvdSeriesTest, TimesAndFilesAreReadBackExactlyByAnXmlParser) {
  const double third = 1.0 / 3;
  PvdSeries series(path_);
  series.add(0, "density_0000.vti");
  series.add(third, "a & \"b\" <c>.vti");

  vtkNew<vtkXMLDataParser> parser;
  parser->SetFileName(path_.c_str());
  ASSERT_EQ(parser->Parse(), 1);
  vtkXMLDataElement *root = parser->GetRootElement();
  ASSERT_NE(root, nullptr);
  EXPECT_STREQ(root->GetAttribute("type"), "Collection");
  vtkXMLDataElement *collection = root->FindNestedElementWithName("Collection");
  ASSERT_NE(collection, nullptr);
  ASSERT_EQ(collection->GetNumberOfNestedElements(), 2);
  vtkXMLDataElement *last = collection->GetNestedElement(1);
  EXPECT_EQ(std::stod(last->GetAttribute("timestep")), third);
  EXPECT_STREQ(last->GetAttribute("file"), "a & \"b\" <c>.vti");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(PvdSeriesTest, ResumeDropsWhatCameAfterTheCheckpoint) {
  PvdSeries first(path_);
  first.add(0, "0.vti");
  first.add(0.1, "a&b.vti");
  first.add(0.2, "2.vti");

  PvdSeries second = PvdSeries::resume(path_, 0.1);
  ASSERT_EQ(second.entries().size(), 2u);
  EXPECT_EQ(second.entries()[1].time, 0.1);
  EXPECT_EQ(second.entries()[1].file, "a&b.vti");
  second.add(0.2, "2.vti");
  EXPECT_EQ(PvdSeries::resume(path_, 1).entries().size(), 3u);
}

TEST_F(PvdSeriesTest, ResumeTakesWhatCanBeRead) {
  EXPECT_TRUE(PvdSeries::resume(path_, 1).entries().empty());
  std::ofstream(path_) << "<VTKFile>\n<DataSet timestep=\"soon\" file=\"0.vti\"/>\n</VTKFile>\n";
  EXPECT_TRUE(PvdSeries::resume(path_, 1).entries().empty());
  std::ofstream(path_) << "<VTKFile>\n<DataSet timestep=\"0\" file=\"0.vti\"/>\n"
                          "<DataSet timestep=\"-1\" file=\"1.vti\"/>\n<DataSet timest";
  PvdSeries series = PvdSeries::resume(path_, 1);
  ASSERT_EQ(series.entries().size(), 1u);
  EXPECT_EQ(series.entries()[0].file, "0.vti");
  series.add(0.5, "2.vti");
  EXPECT_EQ(PvdSeries::resume(path_, 1).entries().size(), 2u);
}

TEST_F(PvdSeriesTest, BadEntriesAreRefused) {
  PvdSeries series(path_);
  series.add(1, "1.vti");
  EXPECT_THROW(series.add(0.5, "0.vti"), RunError);
  EXPECT_THROW(series.add(std::nan(""), "2.vti"), RunError);
  EXPECT_THROW(series.add(2, "1.vti"), RunError);
  EXPECT_EQ(series.entries().size(), 1u);
}

TEST_F(PvdSeriesTest, FullDiskIsAnErrorAndKeepsTheOldList) {
  PvdSeries series(path_);
  series.add(0, "0.vti");
  const auto size = fs::file_size(path_);
  {
    const FileSizeLimit limit(size); // the longer list does not fit
    EXPECT_THROW(series.add(1, "1.vti"), RunError);
  }
  EXPECT_EQ(series.entries().size(), 1u);
  EXPECT_EQ(fs::file_size(path_), size);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
  series.add(1, "1.vti");
  EXPECT_EQ(PvdSeries::resume(path_, 1).entries().size(), 2u);
}

TEST_F(PvdSeriesTest, MissingFolderIsNamedAndTheEntryNotKept) {
  const std::string path = (folder_ / "nowhere" / "density.pvd").string();
  PvdSeries series(path);
  try {
    series.add(0, "0.vti");
    FAIL() << "a missing folder was accepted";
  } catch (const RunError &error) {
    EXPECT_NE(std::string(error.what()).find(path), std::string::npos) << error.what();
  }
  EXPECT_TRUE(series.entries().empty());
}

} // namespace
} // namespace rhoflow
