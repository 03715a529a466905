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
constexpr double short_activity = 2.;           // seconds of which a terminal says nothing

template <typename... Arguments>
std::string formatted(const char *format, const Arguments... arguments) {
  char buffer[160];
  std::snprintf(buffer, sizeof(buffer), format, arguments...);
  return buffer;
}

} // namespace

Progress::Progress(std::ostream &out, bool is_terminal, bool quiet, Clock clock)
    : out_(out), is_terminal_(is_terminal), quiet_(quiet),
      clock_(clock ? std::move(clock) : Clock(wall_seconds)) {
  last_drawn_ = clock_() - (is_terminal_ ? 2 * seconds_between_lines : 0.);
}

void Progress::expect_at_end(const std::string &name, std::optional<double> seconds) {
  const std::lock_guard<std::mutex> lock(mutex_);
  end_work_ = name;
  end_seconds_ = seconds;
}

void Progress::take(const Place &place) {
  activity_.clear();
  draws_activity_ = false;
  place_ = place;
  place_seconds_ = clock_();
  if (start_)
    return;
  start_ = place;
  start_seconds_ = place_seconds_;
  last_drawn_ = start_seconds_ - (is_terminal_ ? 2 * seconds_between_lines : 0.);
}

std::string Progress::time_left(double elapsed) const {
  if (!(place_->time > start_->time && place_->end_time > place_->time))
    return {};
  const double steps = elapsed * (place_->end_time - place_->time) / (place_->time - start_->time);
  return "  " + duration_text(steps + end_seconds_.value_or(0.)) +
         (end_seconds_ ? " left" : " and " + end_work_ + " left");
}

std::string Progress::line() const {
  std::string text = formatted("t = %.4g/%.4g  step %lu  loss %.3e", place_->time, place_->end_time,
                               place_->step, place_->loss);
  const double elapsed = clock_() - start_seconds_;
  // A rate needs at least one step and some time to be meaningful.
  if (elapsed > 0 && place_->step > start_->step)
    text += formatted("  %.3g steps/s", double(place_->step - start_->step) / elapsed) +
            time_left(elapsed);
  return text;
}

std::string Progress::activity_line() const {
  return activity_ + ", " + duration_text(clock_() - activity_seconds_) + " so far";
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
  const std::lock_guard<std::mutex> lock(mutex_);
  take({time, end_time, step, loss});
  if (clock_() - last_drawn_ >= (is_terminal_ ? seconds_between_lines : seconds_between_reports))
    draw(line());
}

void Progress::report(double time, double end_time, unsigned long step, double loss) {
  if (quiet_)
    return;
  const std::lock_guard<std::mutex> lock(mutex_);
  take({time, end_time, step, loss});
  draw(line());
}

void Progress::begin(const std::string &activity) {
  if (quiet_)
    return;
  const std::lock_guard<std::mutex> lock(mutex_);
  end_line();
  activity_ = activity;
  activity_seconds_ = clock_();
}

void Progress::beat() {
  if (quiet_)
    return;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (is_terminal_) {
    if (activity_.empty() || clock_() - activity_seconds_ < short_activity)
      return;
    draw(activity_line());
    draws_activity_ = true;
    return;
  }
  if (clock_() - last_drawn_ < seconds_between_reports)
    return;
  if (!activity_.empty())
    draw(activity_line());
  else if (place_)
    draw(line() + "  (last step " + duration_text(clock_() - place_seconds_) + " ago)");
}

void Progress::message(const std::string &message) {
  if (quiet_)
    return;
  const std::lock_guard<std::mutex> lock(mutex_);
  end_line();
  last_drawn_ = clock_();
  out_ << message << std::endl;
}

void Progress::finish() {
  const std::lock_guard<std::mutex> lock(mutex_);
  activity_.clear();
  end_line();
}

void Progress::end_line() {
  if (drawn_length_ == 0)
    return;
  if (draws_activity_) { // which is over
    rewrite("");
    out_ << '\r' << std::flush;
  } else {
    out_ << std::endl;
  }
  drawn_length_ = 0;
  draws_activity_ = false;
}

bool standard_output_is_terminal() {
  return ::isatty(STDOUT_FILENO) == 1;
}

} // namespace rhoflow
