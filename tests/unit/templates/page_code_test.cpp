#include "templates/page_code.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <fstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "templates/base45.h"

namespace hefu {
namespace {
namespace fs = std::filesystem;

const fs::path samples_keys = fs::path(HEFU_SOURCE_DIR) / "samples/keys";

PageCode code_for(const std::string& application) {
  PageCode code;
  code.form_code = 7, code.application = application, code.page = 3, code.pages = 12, code.serial = 513;
  for (std::size_t i = 0; i < code.digest.size(); ++i) code.digest[i] = static_cast<std::uint8_t>(i * 17);
  return code;
}

class PageCodeTest : public testing::Test {
 protected:
  PageCodeTest() { trusted_.add_pem(key_.public_pem(), "office"); }
  CodeStatus status(const std::string& text) const { return decode_page_code(text, trusted_).value().status; }
  SigningKey key_ = SigningKey::generate();
  TrustedKeys trusted_;
};

TEST_F(PageCodeTest, ComesBackWhole) {
  for (const std::string number : {"A-01", "2025-", "Az09-Z", "2025-07", "2025-G25-000123", "YB-2025-0001"}) {
    const auto read = decode_page_code(encode_page_code(code_for(number), key_), trusted_).value();
    EXPECT_EQ(read.status, CodeStatus::genuine);
    EXPECT_EQ(read.code.application, number);
    EXPECT_EQ(read.code.form_code, 7);
    EXPECT_EQ(read.code.page, 3);
    EXPECT_EQ(read.code.pages, 12);
    EXPECT_EQ(read.code.serial, 513);
    EXPECT_EQ(read.code.digest, code_for(number).digest);
    EXPECT_EQ(read.key, key_.id());
  }
}

TEST_F(PageCodeTest, KeepsEveryLengthOfNumberApart) {
  for (std::size_t n = 4; n <= 32; ++n) {
    const std::string number(n, '-');
    const auto read = decode_page_code(encode_page_code(code_for(number), key_), trusted_).value();
    EXPECT_EQ(read.status, CodeStatus::genuine);
    EXPECT_EQ(read.code.application, number);
  }
}

TEST_F(PageCodeTest, FitsInto118Bytes) {
  const std::string text = encode_page_code(code_for(std::string(32, 'x')), key_);
  EXPECT_EQ(from_base45(text.substr(4)).value().size(), 118u);
}

TEST_F(PageCodeTest, GivesTheSameCodeForTheSameContent) {
  EXPECT_EQ(encode_page_code(code_for("2025-0001"), key_), encode_page_code(code_for("2025-0001"), key_));
}

TEST_F(PageCodeTest, RefusesEverySingleBitAlteration) {
  const std::string payload = from_base45(encode_page_code(code_for("2025-0001"), key_).substr(4)).value();
  for (std::size_t bit = 0; bit < 8 * payload.size(); ++bit) {
    std::string altered = payload;
    altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
    ASSERT_NE(status("HF1:" + to_base45(altered)), CodeStatus::genuine) << "bit " << bit;
  }
}

TEST_F(PageCodeTest, RefusesEveryOtherCharacter) {
  const std::string text = encode_page_code(code_for("2025-0001"), key_);
  for (std::size_t i = 4; i < text.size(); ++i)
    for (const char c : {'0', '9', 'A', 'Z', ' ', ':', 'a', '\0'}) {
      std::string altered = text;
      altered[i] = c;
      EXPECT_TRUE(altered == text || status(altered) != CodeStatus::genuine) << i << c;
    }
  EXPECT_EQ(status(text.substr(0, text.size() - 1)), CodeStatus::forged);
  EXPECT_EQ(status(text + "00"), CodeStatus::forged);
  EXPECT_EQ(status("HF1:"), CodeStatus::forged);
}

TEST_F(PageCodeTest, LeavesOtherPeoplesCodesAlone) {
  EXPECT_FALSE(decode_page_code("https://example.cn/v?id=1", trusted_));
  EXPECT_FALSE(decode_page_code("", trusted_));
}

TEST_F(PageCodeTest, DoesNotBelieveAnUnknownKey) {
  const auto read = decode_page_code(encode_page_code(code_for("2025-0001"), key_), TrustedKeys()).value();
  EXPECT_EQ(read.status, CodeStatus::unknown_key);
  EXPECT_EQ(read.code.application, "2025-0001");
}

TEST_F(PageCodeTest, RefusesToSignWhatItCannotSay) {
  const auto refused = [&](auto change) {
    PageCode code = code_for("2025-0001");
    change(code);
    try {
      encode_page_code(code, key_);
    } catch (const Error& error) {
      return error.kind() == ErrorKind::bad_input;
    }
    return false;
  };
  EXPECT_TRUE(refused([](PageCode& c) { c.application = "张三-2025"; }));
  EXPECT_TRUE(refused([](PageCode& c) { c.application = std::string(33, '1'); }));
  EXPECT_TRUE(refused([](PageCode& c) { c.page = 13; }));
  EXPECT_TRUE(refused([](PageCode& c) { c.serial = 0; }));
  EXPECT_TRUE(refused([](PageCode& c) { c.serial = 65536; }));
}

TEST(SamplesKey, IsGenuineForSamplesWithoutConfiguration) {
  const SigningKey samples = SigningKey::load(samples_keys / "private.pem");
  const std::string text = encode_page_code(code_for("YB-2025-0001"), samples);
  EXPECT_EQ(decode_page_code(text, TrustedKeys()).value().status, CodeStatus::genuine);
  EXPECT_EQ(read_file(samples_keys / "public.pem"), read_file(data_file("templates/keys/samples.pub.pem")));
}

TEST(SamplesKey, SignsNothingElse) {
  const SigningKey samples = SigningKey::load(samples_keys / "private.pem");
  EXPECT_THROW(encode_page_code(code_for("2025-0001"), samples), Error);
  EXPECT_THROW(encode_page_code(code_for("XYB-2025"), samples), Error);
}

TEST(SamplesKey, IsForgedOnAnyOtherNumberEvenWhenTrusted) {
  const SigningKey samples = SigningKey::load(samples_keys / "private.pem");
  TrustedKeys trusted;
  trusted.add_folder(samples_keys.parent_path() / "no such folder");
  trusted.add_pem(samples.public_pem(), "trusted/samples.pem");
  EXPECT_TRUE(trusted.empty());
  // What encode_page_code refuses to make: a sample's content under another number, properly signed.
  const SigningKey office = SigningKey::generate();
  std::string content = from_base45(encode_page_code(code_for("2025-0001"), office).substr(4)).value();
  content.resize(content.size() - 64);
  std::copy_n(samples.id().begin(), 8, content.begin() + 1);
  const auto signature = samples.sign("HF1:" + content);
  const std::string text = "HF1:" + to_base45(content + std::string(signature.begin(), signature.end()));
  EXPECT_EQ(decode_page_code(text, trusted).value().status, CodeStatus::forged);
}

TEST(SigningKeyFile, ComesBackAndIsReadableByItsOwnerOnly) {
  const fs::path folder = fs::temp_directory_path() / ("hefu-key-test-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const SigningKey key = SigningKey::generate();
  key.save(folder / "private.pem");
  struct stat status {};
  ASSERT_EQ(::stat((folder / "private.pem").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()),
            1);  // no temporary file left
  EXPECT_EQ(SigningKey::load(folder / "private.pem").public_pem(), key.public_pem());

  std::ofstream(folder / "broken.pem") << "-----BEGIN PRIVATE KEY-----\nnonsense\n";
  EXPECT_THROW(SigningKey::load(folder / "broken.pem"), Error);
  TrustedKeys trusted;
  EXPECT_THROW(trusted.add_folder(folder), Error);
  fs::remove_all(folder);
}

TEST(SigningKeyFile, MissingFolderIsAnError) {
  EXPECT_THROW(SigningKey::generate().save("/nonexistent/private.pem"), Error);
  EXPECT_THROW(SigningKey::load("/nonexistent/private.pem"), Error);
}

TEST(Base45, AgreesWithTheStandardsExamples) {
  EXPECT_EQ(to_base45("AB"), "BB8");
  EXPECT_EQ(to_base45("Hello!!"), "%69 VD92EX0");
  EXPECT_EQ(to_base45("base-45"), "UJCLQE7W581");
  EXPECT_EQ(from_base45("QED8WEX0").value(), "ietf!");
  EXPECT_FALSE(from_base45("GGW:"));  // one character over
  EXPECT_FALSE(from_base45(":::"));   // over 65535
  EXPECT_FALSE(from_base45("::"));    // over 255
  EXPECT_FALSE(from_base45("bb8"));
}

TEST(QrMatrix, HasFinderPatternsInThreeCorners) {
  const QrMatrix matrix = qr_matrix(encode_page_code(code_for("2025-0001"), SigningKey::generate()));
  EXPECT_EQ(matrix.size, 45);  // version 7: 25 mm gives modules over half a millimetre
  const auto dark = [&](int x, int y) { return matrix.dark[static_cast<std::size_t>(y * matrix.size + x)]; };
  for (const auto& [x, y] : {std::pair{0, 0}, {38, 0}, {0, 38}}) {
    EXPECT_EQ(dark(x, y), 1);
    EXPECT_EQ(dark(x + 1, y + 1), 0);
    EXPECT_EQ(dark(x + 3, y + 3), 1);
  }
  EXPECT_THROW(qr_matrix("小写"), Error);
}

TEST(SignPages, NumbersThePages) {
  Sheet sheet;
  sheet.form_code = 9, sheet.application = "2025-0001", sheet.serial = 2;
  sheet.pages.resize(3);
  seal_digests(sheet);
  const SigningKey key = SigningKey::generate();
  TrustedKeys trusted;
  trusted.add_pem(key.public_pem(), "office");
  sign_pages(sheet, key);
  const auto read = decode_page_code(sheet.pages[1].code, trusted).value();
  EXPECT_EQ(read.status, CodeStatus::genuine);
  EXPECT_EQ(read.code.page, 2);
  EXPECT_EQ(read.code.pages, 3);
  EXPECT_TRUE(std::equal(read.code.digest.begin(), read.code.digest.end(), sheet.pages[1].digest.begin()));
}

TEST(SignPages, RefusesPagesWithoutADigest) {
  Sheet sheet;
  sheet.form_code = 9, sheet.application = "2025-0001", sheet.serial = 2;
  sheet.pages.resize(1);
  EXPECT_THROW(sign_pages(sheet, SigningKey::generate()), Error);
}

}  // namespace
}  // namespace hefu
