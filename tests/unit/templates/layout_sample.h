#pragma once
#include <string>
#include <vector>

#include "schemas/application.h"
#include "schemas/notice.h"
#include "templates/form.h"
#include "templates/layout.h"

namespace hefu::test {

/// What a test of the layout needs: fonts, notice and forms, read once.
const Fonts& fonts();
const Notice& notice();
const Form& form(const std::string& kind);
const std::vector<std::string>& kinds();

/// A grey photo of the size that a portal asks for.
Photo plain_photo();

/// The sample person of tests/data, and others at the edges of what people enter.
Application sample_person();
Application with_forty_achievements();
Application with_long_units();
Application sparse_person();
Application with_rare_characters();
/// Every text five times as long as usual, beyond what anybody enters.
Application with_everything_long();
std::vector<Application> all_people();

/// The element at a path of the record, to change it.
Element& element_at(Application& application, const std::string& path);

LaidOut lay_out_sample(const std::string& kind, const Application& application);

/// The notices other than 2025-green-channel.
const std::vector<std::string>& other_notices();
/// The person as somebody who applies under another notice.
Application under(const std::string& notice, Application person);
/// The sample person of whom only what every notice wants is online; the rest is filled in by hand.
Application with_basic_information();
/// By the form and the words of the notice that the person applies under.
LaidOut lay_out_under_own_notice(const std::string& kind, const Application& application);
/// Text of a run.
std::string text_of(const TextRun& run);

}  // namespace hefu::test
