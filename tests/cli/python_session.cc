// SPDX-License-Identifier: Apache-2.0
#include "python_session.h"

#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace rhoflow::test {

namespace {

/// Reads lines of a folder and arguments, answers with lines of a status.
const char *const reader = R"python(
import contextlib, importlib, os, shlex, sys

folder, name = os.path.split(sys.argv[1])
sys.path.insert(0, folder)
main = importlib.import_module(name[:-3]).main
for line in sys.stdin:
    folder, arguments = line.rstrip("\n").split("\t")
    os.chdir(folder)
    with open(".stdout", "w") as out, open(".stderr", "w") as err:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main(shlex.split(arguments))
            except SystemExit as end:
                status = end.code
    print(int(status or 0), flush=True)
)python";

} // namespace

PythonSession::PythonSession(const std::string &script) {
  const std::string file = folder_.write("reader.py", reader);
  int commands[2], answers[2];
  if (::pipe(commands) != 0 || ::pipe(answers) != 0 || (child_ = ::fork()) < 0)
    throw std::runtime_error("cannot start Python");
  if (child_ == 0) {
    ::dup2(commands[0], STDIN_FILENO);
    ::dup2(answers[1], STDOUT_FILENO);
    for (const int end : {commands[0], commands[1], answers[0], answers[1]})
      ::close(end);
    ::execl("/usr/bin/python3", "python3", file.c_str(), script.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(commands[0]);
  ::close(answers[1]);
  commands_ = ::fdopen(commands[1], "w");
  answers_ = ::fdopen(answers[0], "r");
}

PythonSession::~PythonSession() {
  std::fclose(commands_); // where its input ends, Python ends
  std::fclose(answers_);
  ::waitpid(child_, nullptr, 0);
}

CommandResult PythonSession::run(const TemporaryFolder &folder, const std::string &arguments) {
  CommandResult result;
  std::fprintf(commands_, "%s\t%s\n", folder.path().c_str(), arguments.c_str());
  std::fflush(commands_);
  if (std::fscanf(answers_, "%d", &result.status) != 1)
    throw std::runtime_error("Python has ended");
  result.output = folder.read(".stdout");
  result.error = folder.read(".stderr");
  std::filesystem::remove(folder.path(".stdout"));
  std::filesystem::remove(folder.path(".stderr"));
  return result;
}

} // namespace rhoflow::test
