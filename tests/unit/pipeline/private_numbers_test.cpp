#include "pipeline/private_numbers.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(PrivateNumbers, NoDigitOfAnIdNumberIsLeft) {
  const std::string mask = masked_id_number;
  EXPECT_EQ(mask_id_numbers("「身份证号」线上为“150000198304039502”，纸面为“15000019880403950X”"),
            "「身份证号」线上为“" + mask + "”，纸面为“" + mask + "”");
  EXPECT_EQ(mask_id_numbers("旧号150000830403950。"), "旧号" + mask + "。");
  EXPECT_EQ(mask_id_numbers("少读一位15000019830403950x"), "少读一位" + mask);
  EXPECT_EQ(mask_id_numbers("多读一位1500001983040395021"), "多读一位" + mask);
}

TEST(PrivateNumbers, OtherNumbersStay) {
  for (const char* text : {"2025年6月20日", "13800001234", "证书编号201901230045678901", "", "YB-2025-0108",
                           "节约经费约138万元", "150000198313039502"})
    EXPECT_EQ(mask_id_numbers(text), text);
}

TEST(PrivateNumbers, DifferingDigitsAreCountedFromOne) {
  EXPECT_EQ(differing_digits("150000198304039502", "150000198804039502"), "第 10 位");
  EXPECT_EQ(differing_digits("150000198304039502", "250000198304039520"), "第 1、17、18 位");
  EXPECT_EQ(differing_digits("150000198304039502", "15000019830403950"), "位数");
}

}  // namespace
}  // namespace hefu
