// SPDX-License-Identifier: Apache-2.0
#include "base/environment_check.h"

#include "base/exit_status.h"

#include <cstring>

#include <unistd.h>

namespace rhoflow {

namespace {

constexpr const char *name = "DEAL_II_NUM_THREADS";

bool is_positive_number(const char *text) {
  const std::size_t digits = std::strspn(text, "0123456789");
  return digits > 0 && digits < 10 && text[digits] == '\0' && std::strspn(text, "0") < digits;
}

void say(const char *text) {
  // Nothing to be done where even this fails.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text, std::strlen(text));
}

/// @param environment "NAME=value" each, the last one null
void check(char **environment) {
  // Neither streams nor getenv(): this may run before the libraries are initialized.
  const std::size_t length = std::strlen(name);
  for (char **entry = environment; entry != nullptr && *entry != nullptr; ++entry)
    if (std::strncmp(*entry, name, length) == 0 && (*entry)[length] == '=' &&
        !is_positive_number(*entry + length + 1)) {
      say("rhoflow: the environment variable ");
      say(name);
      say(" is no positive whole number; unset it, or set it to a number of threads\n");
      ::_exit(static_cast<int>(ExitStatus::bad_input));
    }
}

/// What the loader calls.
void check_first(int /*argc*/, char ** /*argv*/, char **environment) {
  check(environment);
}

} // namespace

void check_environment() {
  check(environ);
}

} // namespace rhoflow

// deal.II reads the variable when it is loaded, long before main(), and aborts. Functions listed in
// this section of an executable run before those of its shared libraries.
__attribute__((section(".preinit_array"),
               used)) static void (*first)(int, char **, char **) = rhoflow::check_first;
