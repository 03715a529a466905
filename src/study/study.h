// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program.h"
#include "run/program_frame.h"
#include "study/run_table.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace rhoflow {

/// One run of a study.
struct StudyRun {
  std::string name;                  ///< also its folder within the study's
  std::vector<std::string> settings; ///< `Section/Key=value`, on top of the study's own file
  /// Who runs it; empty: the density solver.
  ProgramAction action = {};
  /// The time it is expected to take in comparison with the other runs, in any unit: for the
  /// estimate of the time left.
  double effort = 1.;
  /// Files besides the program that decide what it computes, e.g. the script it calls.
  std::vector<std::string> scripts = {};
};

/// The finished runs of a study.
class StudyResults {
public:
  StudyResults(std::string folder, std::vector<StudyRun> runs)
      : folder_(std::move(folder)), runs_(std::move(runs)) {}

  /// Where the study writes its own tables and pictures.
  const std::string &folder() const { return folder_; }
  const std::vector<StudyRun> &runs() const { return runs_; }
  std::string run_folder(const std::string &run) const { return folder_ + '/' + run; }
  /// A csv file of numbers that @p run has written. @throws RunError as RunTable does
  RunTable table(const std::string &run, const std::string &file = "statistics.csv") const {
    return RunTable(run_folder(run) + '/' + file);
  }
  /// Seconds that @p run took, from its run.json.
  double seconds(const std::string &run) const;
  /// Whether @p run has reached its end, by its run.json.
  bool is_done(const std::string &run) const;

private:
  std::string folder_;
  std::vector<StudyRun> runs_;
};

/// What distinguishes one study from another.
struct StudyDescription {
  std::string name;         ///< also the default folder below output/
  std::string summary;      ///< one sentence for --help
  std::string default_file; ///< parameter file with what all runs share
  std::vector<StudyRun> runs;
  /// Reads the finished runs, writes tables into StudyResults::folder() and tells the
  /// user. Called by one process.
  std::function<void(const StudyResults &, std::ostream &)> evaluate = {};
  /// How messages call it.
  std::string kind = "study";
  /// Files that it writes beside the folders of its runs, for ResultFolder.
  std::vector<std::string> files = {"table.csv"};
  /// Whether the other runs are made, and the study evaluated, where one fails.
  bool goes_on_after_failures = false;
  /// Called before the first run, to say in the folder what it is; may be empty. By one process.
  std::function<void(const StudyResults &)> begin = {};
  /// Draws the pictures in a folder and returns what there is to say of it; empty: the script
  /// plot.py beside the parameter file draws, if there is one. By one process.
  std::function<std::string(const std::string &)> draw = {};
};

/// A study once its command line is read: runs every run that has not been finished before in the
/// same folder by the same program (see RunRequest) with the same parameter file and settings, then
/// evaluates them all. An interrupted study goes on with the first unfinished run when it is
/// started again; of a run that is repeated although its folder has results it says why.
///
/// Pictures are drawn by the script plot.py beside the parameter file, if there is one.
///
/// --set applies to all runs, and what a run sets itself comes after it. With --validate every
/// run's input is checked.
/// @throws InputError, RunError as the runs do, naming the run
ExitStatus perform_study(const StudyDescription &description, const CommandLine &command_line,
                         const Communicator &communicator);

/// The whole life of a program that is a study. Same options and exit status as run_program().
/// Never throws.
int run_study(int argc, char **argv, const StudyDescription &description);

} // namespace rhoflow
