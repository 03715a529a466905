// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <ostream>
#include <string>

namespace rhoflow {

/// Tells the user how far the run is:
///
///     t = 1.25/5  step 87  loss 1.234e-01  12.3 steps/s  3 s left
///
/// On a terminal one line is rewritten in place, at most five times per second. Elsewhere (a file,
/// a pipe) a complete line is printed at every output time, and after a step that ends 30 seconds
/// after the last line. The remaining
/// time extrapolates the training time covered per second since the first call.
class Progress {
public:
  /// A clock in seconds, of arbitrary origin; never runs backwards.
  using Clock = std::function<double()>;

  /// @param out          where to print; has to outlive this object
  /// @param is_terminal  whether @p out is a terminal, on which a line can be rewritten
  /// @param quiet        print nothing at all
  /// @param clock        replaces the system's steady clock (for tests)
  Progress(std::ostream &out, bool is_terminal, bool quiet, Clock clock = {});

  /// After each time step: @p time and @p end_time are training times (dimensionless), @p step
  /// counts the accepted steps, @p loss is E.
  void step(double time, double end_time, unsigned long step, double loss);

  /// At each output time: prints even if the last line is recent, and, off a terminal, a line of
  /// its own.
  void report(double time, double end_time, unsigned long step, double loss);

  /// Prints @p message (a warning, say) on a line of its own without tearing the progress line.
  void message(const std::string &message);

  /// Ends the progress line; call it before anything else is printed. May be called repeatedly.
  void finish();

private:
  std::string line(double time, double end_time, unsigned long step, double loss) const;
  void start_clock(double time, unsigned long step);
  void draw(const std::string &text);
  void rewrite(const std::string &text);

  std::ostream &out_;
  bool is_terminal_;
  bool quiet_;
  Clock clock_;
  bool started_ = false;
  double start_seconds_ = 0;
  double start_time_ = 0;
  unsigned long start_step_ = 0;
  double last_drawn_ = 0;        // seconds; off a terminal that of the last line
  std::size_t drawn_length_ = 0; // characters of the unfinished line on the terminal
};

/// Whether the standard output goes to a terminal.
bool standard_output_is_terminal();

} // namespace rhoflow
