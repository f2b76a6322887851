#pragma once
#include <memory>
#include <vector>

#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/fonts.h"
#include "templates/form.h"
#include "templates/layout.h"
#include "templates/page_code.h"

namespace hefu::bench {

constexpr std::size_t characters_of_form = 1739;  // what the form that is compared with others has
constexpr int people = 40;

/// The two-page form that is measured; no form of any notice.
Form bench_form();

/// All that is ready before the clock starts.
struct RenderBench {
  std::shared_ptr<const Fonts> fonts = Fonts::load();
  SigningKey key = SigningKey::generate();
  Notice notice = find_notice("2025-green-channel").notice;
  Photo photo;                            // 295 x 413, JPEG
  std::vector<Application> applications;  // whose bench form has exactly the characters that it is defined by
  std::vector<Application> ordinary;      // made-up applicants as they come, for the notice's own forms

  RenderBench();
  Sheet laid_out(const Form& form, const Application& application) const;
  Sheet signed_sheet(const Form& form, const Application& application) const;

 private:
  void fill_to_size(const Form& form);
};

}  // namespace hefu::bench
