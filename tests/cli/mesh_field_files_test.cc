// SPDX-License-Identifier: Apache-2.0
// Which files the fields on the inner mesh make, what several processes tell each other for them,
// and what happens when one of them cannot be written.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

TEST(MeshFieldsFiles, AreWrittenOnRequestWithoutBringingDensitiesTogether) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const auto sizes = [&](const std::string &settings) {
    EXPECT_EQ(run_with(folder, 3, "problem.prm --output out" + settings).status, 0);
    return nlohmann::json::parse(sizes_of(folder, "out"));
  };
  const auto files = [&] {
    std::size_t n = 0;
    for (const auto &entry : fs::directory_iterator(folder.path("out/density")))
      n += entry.path().filename().string().rfind("mesh_", 0) == 0 ? 1 : 0;
    return n;
  };
  const auto with = sizes(only_mesh_fields);
  // Four outputs. Four densities on three processes are six pieces: two are divided.
  EXPECT_EQ(files(), 4u * (6 + 4) + 4);
  const auto without = sizes(" --set Output/Fields=false --set Output/Pictures=false");
  EXPECT_EQ(files(), 0u);
  // Two agreements an output, and nothing else.
  EXPECT_EQ(with["collectives"].get<int>(), without["collectives"].get<int>() + 2 * 4);
  EXPECT_EQ(with["collective_bytes"].get<int>(),
            without["collective_bytes"].get<int>() + 2 * 4 * 4);
  EXPECT_EQ(with["message_bytes"], without["message_bytes"]);
}

TEST(MeshFieldsFiles, ThatCannotBeWrittenStopAllProcessesWithOneLine) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  for (const std::string file : {"mesh_middle_00000_p0001.vtu", "mesh_last_00000.pvtu"}) {
    const std::string out = "out_" + file;
    fs::create_directories(folder.path(out + "/density/" + file)); // in the way
    const CommandResult result =
        run_with(folder, 3, "problem.prm --overwrite --output " + out + only_mesh_fields);
    EXPECT_EQ(result.status, 1);
    expect_contains(result.error, file + ": cannot be written");
    EXPECT_EQ(result.error.find("rhoflow:"), result.error.rfind("rhoflow:")) << result.error;
    EXPECT_FALSE(fs::exists(folder.path(out + "/density/mesh_last.pvd")));
  }
}

} // namespace
