#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "pipeline/log.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    auto made = std::make_shared<spdlog::logger>("hefu", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *instance;
}

}  // namespace

void start_log(LogLevel level) {
  logger().set_level(level == LogLevel::errors    ? spdlog::level::err
                     : level == LogLevel::details ? spdlog::level::debug
                                                  : spdlog::level::info);
}

void log_error(const std::string& message) { logger().error("{}{}", tr("错误："), message); }
void log_warning(const std::string& message) { logger().warn("{}{}", tr("注意："), message); }
void log_info(const std::string& message) { logger().info("{}", message); }
void log_detail(const std::string& message) { logger().debug("{}", message); }

}  // namespace hefu
