#include "schemas/code_names.h"

#include <gmock/gmock.h>

#include "schemas/xsd.h"

namespace hefu {
namespace {

std::vector<std::string> allowed(const char* owner, const char* field) {
  const Xsd& schema = xsd("schemas/application.xsd");
  const auto part = schema.child(schema.root("application"), owner);
  const bool in_list = std::string(owner) == "educations";
  return schema.allowed(schema.child(in_list ? schema.child(part, "education") : part, field));
}

TEST(CodeNames, AreThoseOfTheRecordsSchema) {
  using testing::UnorderedElementsAreArray;
  EXPECT_THAT(full_names(CodeList::ethnicity), UnorderedElementsAreArray(allowed("applicant", "ethnicity")));
  EXPECT_THAT(full_names(CodeList::education), UnorderedElementsAreArray(allowed("educations", "level")));
  EXPECT_THAT(full_names(CodeList::completion),
              UnorderedElementsAreArray(allowed("educations", "completion")));
  EXPECT_EQ(full_names(CodeList::ethnicity).size(), 56u);
}

TEST(CodeNames, GiveEverySpellingOneMeaning) {
  for (const CodeList list :
       {CodeList::ethnicity, CodeList::education, CodeList::completion, CodeList::degree})
    for (const std::string& full : full_names(list)) {
      EXPECT_EQ(full_name(list, full), full);
      const std::string brief = short_name(list, full);
      EXPECT_FALSE(brief.empty()) << full;
      EXPECT_EQ(full_name(list, brief), full);
    }
}

TEST(CodeNames, ReadShortFormsOfRosters) {
  EXPECT_EQ(full_name(CodeList::ethnicity, "汉"), "汉族");
  EXPECT_EQ(full_name(CodeList::ethnicity, "蒙"), "蒙古族");
  EXPECT_EQ(full_name(CodeList::ethnicity, " 蒙古 "), "蒙古族");
  EXPECT_EQ(full_name(CodeList::ethnicity, "毛难族"), "毛南族");
  EXPECT_EQ(full_name(CodeList::education, "本科"), "大学本科");
  EXPECT_EQ(full_name(CodeList::education, "大专"), "大学专科");
  EXPECT_EQ(full_name(CodeList::education, "硕士"), "硕士研究生");
  EXPECT_EQ(full_name(CodeList::education, "硕士研究生毕业"), "硕士研究生");
}

TEST(CodeNames, WriteShortFormsAndCodes) {
  EXPECT_EQ(short_name(CodeList::ethnicity, "蒙古族"), "蒙古");
  EXPECT_EQ(short_name(CodeList::education, "大学专科毕业"), "专科");
  EXPECT_EQ(name_code(CodeList::ethnicity, "达斡尔"), "31");
  EXPECT_EQ(name_code(CodeList::education, "高级工班"), "");
}

TEST(CodeNames, SayNothingOfWhatTheyDoNotHave) {
  for (const char* text : {"", "族", "研究生", "样本族"}) {
    EXPECT_EQ(full_name(CodeList::ethnicity, text), "") << text;
    EXPECT_EQ(full_name(CodeList::education, text), "") << text;
  }
  EXPECT_EQ(education_grade("其他"), std::nullopt);
  EXPECT_EQ(education_grade("研究生"), std::nullopt);  // master or doctor
}

TEST(CodeNames, OrderEducation) {
  EXPECT_EQ(education_grade("博士研究生"), 5);
  EXPECT_EQ(education_grade("研究生班"), 4);
  EXPECT_EQ(education_grade("本科"), 3);
  EXPECT_EQ(education_grade("大专"), 2);
  EXPECT_EQ(education_grade("中专"), 1);
  EXPECT_EQ(education_grade("预备技师班"), 1);
  EXPECT_EQ(education_grade("初中"), 0);
}

TEST(CodeNames, CountTechnicianSchoolsAsTheNoticesSay) {
  EXPECT_EQ(technical_school_as("预备技师班"), "大学本科");
  EXPECT_EQ(technical_school_as("技师班"), "大学本科");
  EXPECT_EQ(technical_school_as("高级工班"), "大学专科");
  EXPECT_EQ(technical_school_as("中级工班"), "中等专科");
  EXPECT_EQ(technical_school_as("技工学校"), "技工学校");
  EXPECT_EQ(technical_school_as("本科"), "大学本科");
  EXPECT_EQ(technical_school_as("样本"), "样本");
}

TEST(CodeNames, TellTheGradeOfADegree) {
  for (const char* text : {"硕士", "工学硕士", "工程硕士", "硕士学位", "工商管理硕士专业学位",
                           "法律硕士（非法学）", "教育硕士(在职)"})
    EXPECT_EQ(degree_grade(text), "硕士") << text;
  EXPECT_EQ(degree_grade("工学学士"), "学士");
  EXPECT_EQ(degree_grade("第二学士学位"), "学士");
  EXPECT_EQ(degree_grade("医学博士学位证书"), "博士");
  for (const char* text : {"", "无", "博士后", "名誉博士", "副博士", "大学本科", "博士研究生"})
    EXPECT_EQ(degree_grade(text), "") << text;
}

}  // namespace
}  // namespace hefu
