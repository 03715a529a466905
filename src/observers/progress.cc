// SPDX-License-Identifier: Apache-2.0
#include "observers/progress.h"

#include "base/duration.h"
#include "base/wall_clock.h"

#include <cstdio>
#include <utility>

#include <unistd.h>

namespace rhoflow {

namespace {

constexpr double seconds_between_lines = 0.2;   // on a terminal
constexpr double seconds_between_reports = 30.; // elsewhere

template <typename... Arguments>
std::string formatted(const char *format, const Arguments... arguments) {
  char buffer[160];
  std::snprintf(buffer, sizeof(buffer), format, arguments...);
  return buffer;
}

} // namespace

Progress::Progress(std::ostream &out, bool is_terminal, bool quiet, Clock clock)
    : out_(out), is_terminal_(is_terminal), quiet_(quiet),
      clock_(clock ? std::move(clock) : Clock(wall_seconds)) {}

void Progress::start_clock(double time, unsigned long step) {
  if (started_)
    return;
  started_ = true;
  start_seconds_ = clock_();
  start_time_ = time;
  start_step_ = step;
  last_drawn_ = start_seconds_ - (is_terminal_ ? 2 * seconds_between_lines : 0.);
}

std::string Progress::line(double time, double end_time, unsigned long step, double loss) const {
  std::string text = formatted("t = %.4g/%.4g  step %lu  loss %.3e", time, end_time, step, loss);
  const double elapsed = clock_() - start_seconds_;
  // A rate needs at least one step and some time to be meaningful.
  if (elapsed > 0 && step > start_step_) {
    text += formatted("  %.3g steps/s", static_cast<double>(step - start_step_) / elapsed);
    if (time > start_time_ && end_time > time)
      text += "  " + duration_text(elapsed * (end_time - time) / (time - start_time_)) + " left";
  }
  return text;
}

void Progress::draw(const std::string &text) {
  last_drawn_ = clock_();
  if (is_terminal_)
    rewrite(text);
  else
    out_ << text << std::endl;
}

void Progress::rewrite(const std::string &text) {
  // Blanks wipe what is left of a longer line; escape sequences would not work everywhere.
  out_ << '\r' << text;
  if (text.size() < drawn_length_)
    out_ << std::string(drawn_length_ - text.size(), ' ');
  out_ << std::flush;
  drawn_length_ = text.size();
}

void Progress::step(double time, double end_time, unsigned long step, double loss) {
  if (quiet_)
    return;
  start_clock(time, step);
  if (clock_() - last_drawn_ >= (is_terminal_ ? seconds_between_lines : seconds_between_reports))
    draw(line(time, end_time, step, loss));
}

void Progress::report(double time, double end_time, unsigned long step, double loss) {
  if (quiet_)
    return;
  start_clock(time, step);
  draw(line(time, end_time, step, loss));
}

void Progress::message(const std::string &message) {
  if (quiet_)
    return;
  finish();
  out_ << message << std::endl;
}

void Progress::finish() {
  if (drawn_length_ == 0)
    return;
  out_ << std::endl;
  drawn_length_ = 0;
}

bool standard_output_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

} // namespace rhoflow
