#include "templates/form_copy.h"

#include <gmock/gmock.h>

namespace hefu {
namespace {

using testing::Contains;
using testing::Not;

int count_of(const Element& element, const std::string& name) {
  int count = element.name == name;
  for (const Element& child : element.children) count += count_of(child, name);
  return count;
}

TEST(FormCopy, ThePublicityFormIsTheNoticesOwnSubmissionFormWithoutCodesAndSerial) {
  for (const char* notice : {"2025-green-channel", "2024-tongliao", "2021-baotou-private-sector"}) {
    const Form original = find_form(notice, "submission-form").form;
    const ReadForm posted = find_form(notice, "publicity-form");
    ASSERT_TRUE(posted.ok);
    EXPECT_EQ(posted.form.kind, "publicity-form");
    EXPECT_NE(posted.form.code, original.code);
    EXPECT_GT(count_of(original.root, "code"), 0);
    EXPECT_EQ(count_of(posted.form.root, "code"), 0);
    EXPECT_EQ(count_of(posted.form.root, "serial"), 0);
    EXPECT_EQ(count_of(posted.form.root, "cell"), count_of(original.root, "cell"));
    EXPECT_THAT(kinds_of(notice), Not(Contains("publicity-form")));
    EXPECT_THAT(kinds_on_request(notice), Contains("publicity-form"));
  }
}

TEST(FormCopy, ListsAreNoFormsOfARecord) {
  for (const char* kind : {"roster", "publicity-list"}) {
    EXPECT_TRUE(find_form("2024-tongliao", kind).ok) << kind;
    EXPECT_THAT(kinds_of("2024-tongliao"), Not(Contains(kind)));
    EXPECT_THAT(kinds_on_request("2024-tongliao"), Not(Contains(kind)));
  }
}

TEST(FormCopy, PeopleTakeTheColumnsOfTheNotice) {
  const Form form =
      with_people_columns(find_form("2024-tongliao", "roster").form, {{"序号", 9}, {"工作单位", 42}});
  EXPECT_EQ(count_of(form.root, "people"), 0);
  EXPECT_EQ(count_of(form.root, "label"), 2);
  for (const Element& page : form.root.children) {
    if (page.name != "page") continue;
    EXPECT_EQ(page.children[0].name, "table");
    EXPECT_EQ(page.children[0].attribute("columns"), "9 42 ");
    EXPECT_EQ(page.children[0].text_at("rows/row/cell/value/@path"), "c1");
  }
}

}  // namespace
}  // namespace hefu
