// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A ParaView time series: a `.pvd` file that lists (training time, data file) pairs. The whole
/// file is rewritten atomically at every add(), so it can be opened while the run goes on, and a
/// run that is killed leaves a complete list. Times are written with 17 digits and so survive the
/// round trip through text exactly.
class PvdSeries {
public:
  /// One line of the series.
  struct Entry {
    double time = 0;  ///< training time t
    std::string file; ///< relative to the folder of the `.pvd` file
  };

  /// An empty series to be kept at @p path. Nothing is written before the first add().
  explicit PvdSeries(std::string path);

  /// The series a former run left at @p path, without the entries later than @p last_time (the time
  /// of the checkpoint from which the run goes on). A missing file gives an empty series.
  /// @throws RunError when the file exists but cannot be read as a series of this class
  static PvdSeries resume(const std::string &path, double last_time);

  /// Appends an entry and rewrites the file.
  /// @param time finite and not before the last entry's
  /// @param relative_file path of the data file, relative to the folder of the `.pvd` file; listed
  ///        once at most
  /// @throws RunError naming the path when the time is bad, the file is listed already, or the
  ///         series cannot be written
  void add(double time, const std::string &relative_file);

  /// All entries so far, in order of time.
  const std::vector<Entry> &entries() const { return entries_; }

  /// Where the series is kept.
  const std::string &path() const { return path_; }

private:
  std::string path_;
  std::vector<Entry> entries_;
};

} // namespace rhoflow
