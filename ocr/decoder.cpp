#include "ocr/decoder.h"

#include <fmt/format.h>

#include "schemas/messages.h"

namespace hefu {
namespace {

using namespace std::string_view_literals;

bool is_webp(std::string_view bytes) { return bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP"; }

/// Phones' pictures: HEVC in the container of ISO/IEC 23008-12, told by its brand.
bool is_heif(std::string_view bytes) {
  if (bytes.size() < 12 || bytes.substr(4, 4) != "ftyp") return false;
  const std::string_view brand = bytes.substr(8, 4);
  for (const std::string_view known :
       {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "hevx"sv, "mif1"sv, "msf1"sv})
    if (brand == known) return true;
  return false;
}

/// What people send instead: named, so that they know what to convert.
const char* other_format(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04")) return tr("看起来是 Office 文档或压缩包");
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return tr("看起来是旧版 Office 文档");
  if (bytes.starts_with("GIF8")) return tr("看起来是 GIF 图片");
  if (bytes.starts_with("BM")) return tr("看起来是 BMP 图片");
  if (is_webp(bytes)) return tr("看起来是 WebP 动画");
  const bool text = bytes.substr(0, 512).find('\0') == std::string_view::npos;
  return text ? tr("看起来是文本文件") : tr("格式无法识别");
}

std::string describe(const DecodeOutcome& outcome, const DecodeLimits& limits, std::string_view bytes) {
  switch (outcome.trouble) {
    case Trouble::none:
      return {};
    case Trouble::empty:
      return tr("文件是空的，请重新上传");
    case Trouble::unknown_format:
      return fmt::format(
          fmt::runtime(tr("不是 PDF、JPEG、PNG、TIFF、WebP 或 HEIC 文件（{}），请转换后重新上传")),
          other_format(bytes));
    case Trouble::encrypted:
      return tr("PDF 已加密，请去除密码后重新上传");
    case Trouble::damaged:
      return tr("文件已损坏，无法解码，请重新扫描或重新导出");
    case Trouble::truncated:
      return tr("文件不完整（数据在中途结束），请重新上传完整的文件");
    case Trouble::no_pages:
      return tr("文件中没有页面");
    case Trouble::too_many_pages:
      return fmt::format(fmt::runtime(tr("页数过多：{} 页，最多 {} 页，请拆分后上传")), outcome.pages,
                         limits.max_pages);
    case Trouble::paper_too_large:
      return fmt::format(
          fmt::runtime(tr("页面过大：{:.0f} × {:.0f} pt（约 {:.0f} × {:.0f} mm），请按 A4 或 A3 重新导出")),
          outcome.width, outcome.height, outcome.width * 25.4 / 72, outcome.height * 25.4 / 72);
    case Trouble::too_many_pixels:
      return fmt::format(
          fmt::runtime(tr("图像过大：{:.0f} × {:.0f} 像素，最多 {} 百万像素，请降低分辨率（300 dpi 即可）")),
          outcome.width, outcome.height, limits.max_pixels / 1000000);
    case Trouble::time:
      return tr("解码超时，文件内容过于复杂或异常，请重新扫描为图像后上传");
    case Trouble::memory:
      return tr("解码所需内存超过上限，文件内容异常，请重新扫描为图像后上传");
    case Trouble::crashed:
      return tr("解码程序在此文件上异常终止，文件内容异常，请重新扫描或重新导出");
  }
  return {};
}

bool is_damage(Trouble trouble) {
  return trouble == Trouble::damaged || trouble == Trouble::truncated || trouble == Trouble::no_pages;
}

}  // namespace

FileType sniff(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return FileType::jpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return FileType::png;
  if (bytes.starts_with("II*\0"sv) || bytes.starts_with("MM\0*"sv)) return FileType::tiff;
  if (is_webp(bytes)) return FileType::webp;
  if (is_heif(bytes)) return FileType::heif;
  // Readers accept the header anywhere in the first 1024 bytes: ISO 32000-1, annex H, note 13.
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return FileType::pdf;
  return FileType::unknown;
}

DecodeOutcome decode_file(FileType type, std::string_view bytes, const DecodeLimits& limits, PageSink& sink) {
  switch (type) {
    case FileType::pdf:
      return decode_pdf(bytes, limits, sink);
    case FileType::jpeg:
      return decode_jpeg(bytes, {}, limits, sink);
    case FileType::png:
      return decode_png(bytes, limits, sink);
    case FileType::tiff:
      return decode_tiff(bytes, limits, sink);
    case FileType::webp:
      return decode_webp(bytes, limits, sink);
    case FileType::heif:
      return decode_heif(bytes, limits, sink);
    case FileType::unknown:
      break;
  }
  return {Trouble::unknown_format};
}

void warm_decoders() { warm_pdf(); }

DecodedFile explain(const DecodeOutcome& outcome, const DecodeLimits& limits, std::string_view bytes) {
  DecodedFile file;
  file.pages = outcome.pages;
  file.status = outcome.trouble == Trouble::none ? FileStatus::read
                : is_damage(outcome.trouble)     ? FileStatus::unreadable
                                                 : FileStatus::rejected;
  file.reason = describe(outcome, limits, bytes);
  if (outcome.page >= 0 && outcome.pages > 1 && !file.reason.empty())
    file.reason = fmt::format(fmt::runtime(tr("第 {} 页：{}")), outcome.page + 1, file.reason);
  return file;
}

}  // namespace hefu
