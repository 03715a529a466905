// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace rhoflow {

/// What is wrong with a command line, in one line: an option that @p app does not have, with the
/// nearest one that it has, or else what @p error, which parsing threw, says.
std::string describe_mistake(const CLI::App &app, const CLI::ParseError &error);

} // namespace rhoflow
