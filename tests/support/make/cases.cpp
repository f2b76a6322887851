#include "tests/support/make/cases.h"

namespace hefu::support {
namespace {

constexpr const char* checklist = "checklist";
constexpr const char* evaluation = "evaluation-form";
constexpr const char* submission = "submission-form";

std::vector<Case> clean_cases() {
  return {
      // Nothing is wrong: signed and sealed where the form asks for it, scanned in one go.
      {.name = "clean-scan",
       .number = "YB-2025-0101",
       .seed = 101,
       .wish = {.talent_category = 2, .achievements_before = 2, .achievements_after = 4},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.pdf", .kind = evaluation},
                   {.file = "submission-form.pdf", .kind = submission}}},
      // Nothing is wrong either, but pages lie upside down, sideways and askew.
      {.name = "clean-turned",
       .number = "YB-2025-0102",
       .seed = 102,
       .wish = {.talent_category = 3, .achievements_before = 1, .achievements_after = 3, .dotted_name = true},
       .uploads = {{.file = "checklist.png", .kind = checklist, .damage = "bilevel"},
                   {.file = "evaluation-form.tiff",
                    .kind = evaluation,
                    .damage_of = {{1, "upside-down"},
                                  {5, "upside-down"},
                                  {6, "rotated"},
                                  {9, "sideways"},
                                  {10, "upside-down"}},
                    .dpi = 300},
                   {.file = "submission-form.jpg", .kind = submission, .damage_of = {{1, "sideways"}}}}},
  };
}

std::vector<Case> edited_cases() {
  return {
      {.name = "name",
       .number = "YB-2025-0103",
       .seed = 103,
       .wish = {.talent_category = 1, .achievements_before = 2, .achievements_after = 3},
       .set = {{"applicant/name", "样子己"}},
       .edits = {{evaluation, {"applicant/name", "样子已"}, 2}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.pdf", .kind = evaluation, .damage_of = {{7, "upside-down"}}},
                   {.file = "submission-form.pdf", .kind = submission}}},
      {.name = "id-number",
       .number = "YB-2025-0104",
       .seed = 104,
       .wish = {.talent_category = 4, .achievements_before = 3, .achievements_after = 3, .long_units = true},
       .edits = {{submission, {"applicant/id-number", "150000198804039502"}}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist, .damage = "phone"},
                   {.file = "evaluation-form.tiff", .kind = evaluation, .dpi = 200},
                   {.file = "submission-form.jpg", .kind = submission, .dpi = 200}}},
      {.name = "date",
       .number = "YB-2025-0105",
       .seed = 105,
       .wish = {.talent_category = 5, .achievements_after = 1, .sparse = true},
       .edits = {{evaluation, {"educations/education[1]/graduated-on", "2001-07"}}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.tiff", .kind = evaluation, .damage = "rotated", .dpi = 200},
                   {.file = "submission-form.tiff", .kind = submission, .dpi = 200}}},
      {.name = "title",
       .number = "YB-2025-0106",
       .seed = 106,
       .wish = {.talent_category = 7, .achievements_before = 2, .achievements_after = 5},
       .edits = {{evaluation, {"applied-for/title", "主任医师"}, 1}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist, .damage = "phone"},
                   {.file = "evaluation-form.jpg", .kind = evaluation, .damage = "phone", .last = 6},
                   {.file = "evaluation-form-rest.pdf", .kind = evaluation, .first = 7},
                   {.file = "submission-form.pdf", .kind = submission}}},
      {.name = "paper",
       .number = "YB-2025-0107",
       .seed = 107,
       .wish =
           {.talent_category = 7, .achievements_before = 2, .achievements_after = 3, .rare_characters = true},
       .set = {{"applicant/name", "样䶮"},
               {"employment/unit", "内蒙古自治区样本龘𬭎大学"},
               {"publications/publication[1]/title", "未冻土水热过程的试验研究——以㛃河为例（〇二期）"}},
       .edits = {{evaluation,
                  {"publications/publication[1]/title", "末冻土水热过程的试验研究——以㛃河为例（〇二期）"}}},
       .uploads = {{.file = "checklist.png", .kind = checklist, .damage = "bilevel"},
                   {.file = "evaluation-form.pdf", .kind = evaluation},
                   {.file = "submission-form.jpg", .kind = submission}}},
      // A row was rewritten after printing; seals lie over the text of other pages.
      {.name = "edited-page",
       .number = "YB-2025-0108",
       .seed = 108,
       .wish = {.talent_category = 6, .achievements_before = 2, .achievements_after = 4},
       .set = {{"achievements-after/achievement[2]/role", "参与，承担方案论证"},
               {"achievements-after/achievement[2]/rank", "4"},
               {"achievements-after/achievement[2]/result", "节约经费约138万元"}},
       .edits = {{evaluation, {"achievements-after/achievement[2]/role", "主持，承担方案论证"}},
                 {evaluation, {"achievements-after/achievement[2]/result", "节约经费约738万元"}}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist, .damage = "seal"},
                   {.file = "evaluation-form.pdf",
                    .kind = evaluation,
                    .damage_of = {{5, "seal"}, {10, "seal"}}},
                   {.file = "submission-form.pdf", .kind = submission}}},
      {.name = "forty-achievements",
       .number = "YB-2025-0112",
       .seed = 112,
       .wish = {.talent_category = 2, .achievements_before = 8, .achievements_after = 40, .long_units = true},
       .set = {{"achievements-after/achievement[33]/name", "样本沙地南缘固沙植物筛选与配置"}},
       .edits = {{evaluation, {"achievements-after/achievement[33]/name", "样本沙池南缘固沙植物筛选与配置"}}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.tiff", .kind = evaluation, .dpi = 200},
                   {.file = "submission-form.tiff", .kind = submission, .dpi = 200}}},
  };
}

std::vector<Case> page_cases() {
  return {
      {.name = "another-person",
       .number = "YB-2025-0109",
       .seed = 109,
       .wish = {.talent_category = 1, .achievements_before = 1, .achievements_after = 3},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.tiff",
                    .kind = evaluation,
                    .foreign = {{6, "clean-scan", 5}},
                    .dpi = 200},
                   {.file = "submission-form.pdf", .kind = submission}}},
      {.name = "missing-page",
       .number = "YB-2025-0110",
       .seed = 110,
       .wish = {.talent_category = 4, .achievements_before = 2, .achievements_after = 3, .dotted_name = true},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.pdf", .kind = evaluation, .left_out = {6}, .twice = {9}},
                   {.file = "submission-form.jpg", .kind = submission}}},
      // The evaluation form was printed before the record was changed.
      {.name = "older-print",
       .number = "YB-2025-0111",
       .seed = 111,
       .wish = {.talent_category = 6, .achievements_before = 2, .achievements_after = 3},
       .set = {{"trainings/training[1]/place", "样本农业大学"}},
       .earlier = {{"trainings/training[1]/place", "样本工业大学"}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.pdf", .kind = evaluation, .damage = "150dpi"},
                   {.file = "submission-form.pdf", .kind = submission}}},
  };
}

// Papers of others: one says another grade than the record, one lies in the wrong place.
std::vector<Case> evidence_cases() {
  return {
      {.name = "evidence",
       .number = "YB-2025-0113",
       .seed = 113,
       .wish = {.talent_category = 1,
                .achievements_before = 1,
                .achievements_after = 1,
                .publications = 1,
                .awards = 1,
                .projects = 1},
       .set = {{"publicity/start", "2025-06-09"},
               {"publicity/end", "2025-06-16"},
               {"publicity/place", "本单位公示栏"},
               {"awards/award[1]/grade", "二等奖"}},
       .uploads = {{.file = "checklist.jpg", .kind = checklist},
                   {.file = "evaluation-form.pdf", .kind = evaluation, .quality = 34},
                   {.file = "submission-form.pdf", .kind = submission}},
       .evidence =
           {{.file = "继续教育.jpg",
             .item = 3,
             .kind = "education-card",
             .layout = "hours-proof",
             .damage = "phone"},
            {.file = "职称证书.pdf", .item = 4, .kind = "title-certificate", .layout = "opened-booklet"},
            {.file = "聘书.jpg",
             .item = 4,
             .kind = "appointment-letter",
             .layout = "red-letter",
             .damage = "phone"},
            {.file = "考核-2022.jpg",
             .item = 5,
             .kind = "yearly-assessment",
             .layout = "institution-form",
             .damage = "rotated",
             .index = 0},
            {.file = "考核-2023.jpg",
             .item = 5,
             .kind = "yearly-assessment",
             .layout = "institution-form",
             .damage = "phone",
             .index = 1},
            {.file = "考核-2024.pdf",
             .item = 5,
             .kind = "yearly-assessment",
             .layout = "technical-form",
             .index = 2},
            {.file = "论文首页.pdf",
             .item = 7,
             .kind = "publication",
             .layout = "first-page",
             .row = "publications/publication[1]",
             .index = 0},
            {.file = "获奖证书.jpg",
             .item = 8,
             .kind = "award",
             .layout = "honour",
             .damage = "phone",
             .row = "awards/award[1]",
             .index = 0,
             .printed = {{"awards/award[1]/grade", "三等奖"}}},
            {.file = "项目结题.pdf",
             .item = 8,
             .kind = "project-proof",
             .layout = "completion-certificate",
             .row = "projects/project[1]",
             .index = 0},
            {.file = "验收意见.jpg",
             .item = 8,
             .kind = "project-proof",
             .layout = "acceptance-table",
             .damage = "phone",
             .row = "achievements-after/achievement[1]",
             .index = 0},
            {.file = "业绩总结.pdf", .item = 9, .kind = "work-summary", .layout = "typed-report"},
            {.file = "职业资格证书.jpg",
             .item = 4,  // belongs under 10
             .kind = "qualification",
             .layout = "booklet",
             .damage = "rotated",
             .index = 0},
            {.file = "公示报告.jpg",
             .item = 6,
             .kind = "publicity-report",
             .layout = "proof",
             .damage = "upside-down"},
            {.file = "身份证.jpg", .item = 11, .kind = "id-card-front", .layout = "copied-on-a4"}}},
  };
}

}  // namespace

const std::vector<Case>& sample_cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> cases = clean_cases();
    for (const auto& more : {edited_cases(), page_cases(), evidence_cases()})
      cases.insert(cases.end(), more.begin(), more.end());
    return cases;
  }();
  return all;
}

}  // namespace hefu::support
