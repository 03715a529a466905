// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>

namespace rhoflow {

/// Tells the user how far the run is:
///
///     t = 1.25/5  step 87  loss 1.234e-01  12.3 steps/s  3 s left
///
/// On a terminal one line is rewritten in place, at most five times per second. Elsewhere (a file,
/// a pipe) a complete line is printed at every output time, and wherever half a minute passes
/// without a line: after a step, or within one if beat() is called meanwhile. The remaining time
/// extrapolates the training time covered per second since the first call, and adds what is known
/// of the work at the end.
///
/// What is no step, such as pictures, says its name in the same intervals. Several threads may call
/// all members.
class Progress {
public:
  /// A clock in seconds, of arbitrary origin; never runs backwards.
  using Clock = std::function<double()>;

  /// @param out          where to print; has to outlive this object
  /// @param is_terminal  whether @p out is a terminal, on which a line can be rewritten
  /// @param quiet        print nothing at all
  /// @param clock        replaces the system's steady clock (for tests)
  Progress(std::ostream &out, bool is_terminal, bool quiet, Clock clock = {});

  /// After the last step comes work of its own, called @p name: it takes @p seconds, or nobody
  /// knows.
  void expect_at_end(const std::string &name, std::optional<double> seconds);

  /// After each time step: @p time and @p end_time are training times (dimensionless), @p step
  /// counts the accepted steps, @p loss is E.
  void step(double time, double end_time, unsigned long step, double loss);

  /// At each output time: prints even if the last line is recent, and, off a terminal, a line of
  /// its own.
  void report(double time, double end_time, unsigned long step, double loss);

  /// From here to the next step, output time or finish(), @p activity is what goes on.
  void begin(const std::string &activity);

  /// To be called about once a second by another thread (Heartbeat): prints a line where the last
  /// one is half a minute old, on a terminal what goes on if it is no step.
  void beat();

  /// Prints @p message (a warning, say) on a line of its own without tearing the progress line.
  void message(const std::string &message);

  /// Ends the progress line; call it before anything else is printed. May be called repeatedly.
  void finish();

private:
  /// What the last step said.
  struct Place {
    double time = 0, end_time = 0;
    unsigned long step = 0;
    double loss = 0;
  };

  std::string line() const;
  std::string time_left(double elapsed) const;
  std::string activity_line() const;
  void take(const Place &place);
  void draw(const std::string &text);
  void rewrite(const std::string &text);
  void end_line();

  std::ostream &out_;
  bool is_terminal_;
  bool quiet_;
  Clock clock_;
  std::mutex mutex_;
  std::optional<Place> start_, place_;
  double start_seconds_ = 0;
  double place_seconds_ = 0;              // when the last step ended
  std::string activity_;                  // empty: a step
  double activity_seconds_ = 0;           // since when
  std::string end_work_;                  // name of the work at the end; empty: there is none
  std::optional<double> end_seconds_ = 0; // that it takes
  double last_drawn_ = 0;                 // seconds; off a terminal that of the last line
  std::size_t drawn_length_ = 0;          // characters of the unfinished line on the terminal
  bool draws_activity_ = false;           // whether these are about an activity
};

/// Whether the standard output goes to a terminal.
bool standard_output_is_terminal();

} // namespace rhoflow
