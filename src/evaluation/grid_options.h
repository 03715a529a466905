// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// The weights that the list @p text names, of @p weights, as their numbers there. Numbers of
/// inputs may stand with a line before them or without: w_1 or w1.
/// @param option what the list was given for, "--plane", as the others
/// @param least,most how many there have to be
/// @throws InputError "OPTION = TEXT: PROBLEM": an unknown weight, one twice, too few or too many
std::vector<unsigned int> named_weights(const std::string &option, const std::string &text,
                                        const std::vector<std::string> &weights, std::size_t least,
                                        std::size_t most);

/// The values of a list "b=0.3,w2=0", one per weight, none where the list has none.
/// @throws InputError as named_weights(), or a value is no finite number
std::vector<std::optional<double>> named_values(const std::string &option, const std::string &text,
                                                const std::vector<std::string> &weights);

/// The intervals of a list "u=-4:4,w=-2:2", one per weight, none where the list has none.
/// @throws InputError as named_weights(), or an interval has no length
std::vector<std::optional<std::array<double, 2>>>
named_ranges(const std::string &option, const std::string &text,
             const std::vector<std::string> &weights);

/// The numbers of a list "0,1,2.5".
/// @throws InputError "OPTION = TEXT: PROBLEM" if one is no finite number
std::vector<double> listed_numbers(const std::string &option, const std::string &text);

} // namespace rhoflow
