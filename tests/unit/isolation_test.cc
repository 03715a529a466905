// SPDX-License-Identifier: Apache-2.0
// Whatever happens to the child, the parent goes on and says so in one line.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "hdf5/isolation.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

using namespace rhoflow;
using namespace rhoflow::test;

TEST(Isolation, BringsMessagesOfAnySizeBack) {
  const TemporaryFolder folder;
  const std::string path = folder.write("data", std::string(1 << 20, 'x'));
  const std::vector<double> numbers(500000, 0.1);
  ByteMessage message = isolate(path, [&] {
    ByteMessage sent;
    sent.put(3.5);
    sent.put(std::string("three\n"));
    sent.put(numbers);
    sent.put(std::vector<double>());
    return sent;
  });
  EXPECT_EQ(message.get_number(), 3.5);
  EXPECT_EQ(message.get_text(), "three\n");
  EXPECT_EQ(message.get_numbers(), numbers);
  EXPECT_TRUE(message.get_numbers().empty());
  EXPECT_THROW(message.get_number(), InputError);
}

TEST(Isolation, PassesOnWhatTheActionSays) {
  EXPECT_EQ(message_of<InputError>(
                [] { isolate("f", []() -> ByteMessage { throw InputError("f: wrong rank"); }); }),
            "f: wrong rank");
}

TEST(Isolation, SurvivesTheChild) {
  const std::vector<std::function<ByteMessage()>> deaths{
      []() -> ByteMessage { std::abort(); },
      []() -> ByteMessage {
        std::raise(SIGSEGV);
        return {};
      },
      []() -> ByteMessage { std::_Exit(0); }, []() -> ByteMessage { throw std::bad_alloc(); },
      []() -> ByteMessage {
        std::raise(SIGXCPU); // what a child that loops gets
        return {};
      }};
  for (const auto &death : deaths)
    expect_contains(message_of<InputError>([&] { isolate("the_file", death); }), "the_file");
}

} // namespace
