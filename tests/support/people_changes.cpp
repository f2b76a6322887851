#include "schemas/text.h"
#include "tests/support/people.h"

namespace hefu::support {

const std::vector<std::u32string>& look_alikes() {
  static const std::vector<std::u32string> groups = {
      U"未末", U"己已巳", U"王玉主", U"日曰", U"大太犬", U"土士", U"天夭", U"田由甲申", U"人入八", U"千干于",
      U"力刀", U"九丸",   U"友发",   U"木本", U"兴举",   U"明朋", U"设没", U"治冶",     U"水永",   U"工土",
      U"析折", U"技枝",   U"拔拨",   U"坏环", U"洒酒",   U"侯候", U"晴睛", U"辨辩",     U"微徵",   U"博搏",
      U"获荻", U"汛汎",   U"程稈",   U"研妍", U"究穷",   U"项顷", U"目自", U"间问",     U"级极",   U"乌鸟",
      U"免兔", U"市巿",   U"竞竟",   U"遂逐", U"幻幼",   U"贷货", U"推椎", U"杨扬",     U"场扬",   U"低底",
      U"喑暗", U"清请",   U"样祥",   U"例列", U"试拭",   U"院完", U"科料", U"农衣",     U"业亚",   U"广厂",
      U"厂厅", U"区囚",   U"县具",   U"旗族", U"师帅",   U"副剐", U"高髙", U"年牛",     U"月用",   U"省眚",
      U"量童", U"参叁",   U"持特",   U"独浊", U"著着",   U"合台", U"等筹", U"奖桨",     U"优忧",   U"第笫",
      U"期朝", U"报极",   U"草革",   U"原厚", U"环坏",   U"境镜", U"17",   U"38",       U"06",     U"56",
      U"49",   U"27",     U"68",     U"08",
  };
  return groups;
}

namespace {

// Any other character that the forms' faces have, for changes that are no look-alikes.
const std::u32string& common_characters() {
  static const std::u32string all =
      U"的一是了我不在有他这为之来以个中上们到说国和地也子时道出要于就下得可你年生自会那后能对着事其里所去行"
      U"过家十用发天如然作方成者"
      U"多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从安全水电车路员工场站林草牧农医"
      U"教科研";
  return all;
}

}  // namespace

std::optional<std::string> one_character_change(const std::string& text, Random& random, Change change) {
  const std::u32string from = to_utf32(text);
  std::vector<std::pair<std::size_t, char32_t>> choices;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const char32_t c = from[i];
    if (change == Change::look_alike) {
      for (const std::u32string& group : look_alikes())
        if (group.find(c) != group.npos)
          for (const char32_t other : group)
            if (other != c) choices.emplace_back(i, other);
    } else if (change == Change::digit && c >= U'0' && c <= U'9') {
      for (char32_t other = U'0'; other <= U'9'; ++other)
        if (other != c) choices.emplace_back(i, other);
    } else if (change == Change::random && c > 0x2E80) {
      const std::u32string& all = common_characters();
      const char32_t other = all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
      if (other != c) choices.emplace_back(i, other);
    }
  }
  if (choices.empty()) return std::nullopt;
  const auto& [place, other] = random.pick(choices);
  std::u32string to = from;
  to[place] = other;
  return to_utf8(to);
}

}  // namespace hefu::support
