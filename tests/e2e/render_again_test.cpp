#include <fmt/format.h>
#include <gmock/gmock.h>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// What the files of each person were before, and which of them were made anew.
struct RenderAgain : testing::Test {
  Desk desk;
  std::map<fs::path, fs::file_time_type> before;

  void SetUp() override {
    for (const int person : {1, 2, 3})
      desk.person(fmt::format("people/{}", person), 60 + person, wish(person));
    render();
  }
  static support::PersonWish wish(int person) {
    support::PersonWish wish;
    wish.number = fmt::format("YB-AGAIN-{}", person);
    return wish;
  }
  fs::path out(int person, const std::string& file = {}) const {
    return desk.path() / "out" / fmt::format("YB-AGAIN-{}", person) / file;
  }
  Finished render(const std::string& more = {}) {
    const Finished ran = desk.hefu("render --now 2025-07-01 -o out " + more + " people");
    EXPECT_EQ(ran.exit_code, 0) << ran.messages;
    return ran;
  }
  void remember() {
    before.clear();
    for (const std::string& file : files_in(desk.path() / "out"))
      before[desk.path() / "out" / file] = fs::last_write_time(desk.path() / "out" / file);
  }
  /// The people whose files changed since then.
  std::vector<int> made_anew() const {
    std::vector<int> people;
    for (const int person : {1, 2, 3}) {
      bool anew = false;
      for (const auto& file : fs::directory_iterator(out(person))) {
        const auto known = before.find(file.path());
        anew = anew || known == before.end() || known->second != file.last_write_time();
      }
      if (anew) people.push_back(person);
    }
    return people;
  }
};

TEST_F(RenderAgain, MakesNothingTwice) {
  remember();
  const Finished ran = render();
  EXPECT_THAT(made_anew(), testing::IsEmpty());
  EXPECT_THAT(ran.messages, HasSubstr("其中 3 份与上次相同"));
  for (const int person : {1, 2, 3})
    EXPECT_THAT(ran.output, HasSubstr(fmt::format("out/YB-AGAIN-{}/evaluation-form.pdf", person)));
}

TEST_F(RenderAgain, MakesAnewWhatItsInputsChanged) {
  remember();
  desk.write(desk.path() / "people/2/photo.jpg", support::draw_photo(99));
  render();
  EXPECT_EQ(made_anew(), std::vector<int>{2});
  remember();
  desk.write(desk.path() / "people/3/application.xml", support::to_xml(support::make_person(77, wish(3))));
  render();
  EXPECT_EQ(made_anew(), std::vector<int>{3});
}

TEST_F(RenderAgain, MakesAnewWhatIsGoneOrWasChanged) {
  remember();
  fs::remove(out(1, "checklist.pdf"));
  desk.write(out(3, "evaluation-form.pdf"), "somebody's own");
  render();
  EXPECT_EQ(made_anew(), (std::vector<int>{1, 3}));
  EXPECT_TRUE(read_file(out(3, "evaluation-form.pdf")).starts_with("%PDF"));
}

TEST_F(RenderAgain, MakesAnewWhatIsAskedForOtherwise) {
  remember();
  const Finished ran = render("--only checklist");
  EXPECT_THAT(ran.messages, Not(HasSubstr("与上次相同")));
  EXPECT_EQ(made_anew(), (std::vector<int>{1, 2, 3}));
  desk.hefu("keys show");
  fs::remove(desk.state() / "private.pem");
  remember();
  EXPECT_THAT(render("--only checklist").messages, Not(HasSubstr("与上次相同"))) << "signed by another key";
}

TEST(RenderKilled, LeavesWholeFilesAndGoesOn) {
  constexpr int people = 60;
  const Desk desk;
  for (int person = 0; person < people; ++person) {
    support::PersonWish wish;
    wish.number = fmt::format("YB-KILL-{}", 100 + person);
    desk.person(fmt::format("people/{}", 100 + person), 300 + static_cast<std::uint64_t>(person), wish);
  }
  const std::string command = fmt::format("'{}' --state '{}' render -q -j 2 --now 2025-07-01 -o out people",
                                          HEFU_PROGRAM, desk.state().string());
  const support::Ran killed = support::run_command(
      fmt::format("cd '{}' && mkdir out && : >list && {{ {} >>list & }}; pid=$!; "
                  "while [ \"$(wc -l <list)\" -lt 20 ] && kill -0 $pid; do sleep 0.01; done; kill -9 $pid; "
                  "wait $pid; echo $?",
                  desk.path().string(), command));
  EXPECT_EQ(killed.output, "137\n") << "it had ended before it could be killed";

  std::size_t finished = 0;
  for (const std::string& file : files_in(desk.path() / "out")) {
    EXPECT_TRUE(file.ends_with(".pdf")) << file;
    EXPECT_TRUE(read_file(desk.path() / "out" / file).ends_with("%%EOF\n")) << file;
    ++finished;
  }
  EXPECT_GE(finished, 20u);
  const Finished again = desk.hefu("render --now 2025-07-01 -o out people");
  EXPECT_EQ(again.exit_code, 0) << again.messages;
  EXPECT_THAT(again.messages, HasSubstr("份与上次相同"));
  EXPECT_EQ(files_in(desk.path() / "out").size(), 3u * people);
  EXPECT_EQ(std::count(again.output.begin(), again.output.end(), '\n'), 3 * people);
}

}  // namespace
}  // namespace hefu::e2e
