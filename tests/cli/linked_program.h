// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow::test {

/// The main function of a program that these tests are linked with.
using MainFunction = int (*)(int, char **);

/// The main function behind the executable @p path: a program of the build folder or one of the
/// drivers in its folder `problems`; null for every other one.
MainFunction main_function_of(const std::string &path);

/// The main function of the driver called @p name, null if there is none.
MainFunction main_function_of_driver(const std::string &name);

/// Splits @p arguments as a shell does. False if they ask a shell for more than words and quotes.
bool split_into_words(const std::string &arguments, std::vector<std::string> &words);

/// Calls @p function with @p words in this process.
int call_main(MainFunction function, const std::vector<std::string> &words);

/// Calls @p function with @p words in a child of this process that lives in @p folder and writes to
/// the files @p out and @p err. A program that is started from its file spends 0.3 s on the symbols
/// of the libraries behind deal.II, which are loaded here already; most runs of tests are shorter.
/// @returns what waitpid() says of the child
int run_in_child(MainFunction function, const std::vector<std::string> &words,
                 const std::string &folder, const std::string &out, const std::string &err);

} // namespace rhoflow::test
