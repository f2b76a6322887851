#include "pipeline/mend_by.h"

#include <fmt/format.h>

#include <algorithm>

namespace hefu {
namespace {

std::string in_words(const std::string& iso_date) {
  const auto date = parse_date(iso_date);
  return date && date->day > 0 ? fmt::format("{}年{}月{}日", date->year, date->month, date->day) : iso_date;
}

std::string sentence(const Window& window, bool over) {
  std::string out = window.name.empty() ? std::string() : window.name + "：";
  if (!window.opens.empty()) out += in_words(window.opens) + "开始，";
  out += in_words(window.closes) + "截止";
  return out + (over ? "，已过" : "");
}

}  // namespace

MendBy mend_by(const Notice& notice, const std::optional<std::vector<std::string>>& applying,
               const Date& today) {
  MendBy mend;
  std::vector<Window> windows = notice.windows;
  if (applying)
    std::erase_if(windows, [&](const Window& window) {
      return std::find(applying->begin(), applying->end(), window.id) == applying->end();
    });
  if (windows.empty()) {
    mend.answer = notice.windows.empty() ? "通知没有写明申报截止时间，请向退回单位询问"
                                         : "按填报信息不能确定适用通知的哪一个申报时间，请向退回单位询问";
    return mend;
  }
  std::stable_sort(windows.begin(), windows.end(),
                   [](const Window& a, const Window& b) { return a.closes < b.closes; });
  const std::string now = iso(today);
  for (const Window& window : windows) {
    const bool over = window.closes < now;  // ISO dates sort as time goes
    if (!over && mend.last_day.empty()) mend.last_day = window.closes;
    mend.windows.push_back(sentence(window, over));
    if (std::find(mend.purposes.begin(), mend.purposes.end(), window.clause) == mend.purposes.end())
      mend.purposes.push_back(window.clause);
  }
  mend.answer =
      mend.last_day.empty() ? "申报时间已经截止，不能再补正提交" : in_words(mend.last_day) + "（含当日）";
  mend.purposes.push_back("no-late-filing");
  return mend;
}

}  // namespace hefu
