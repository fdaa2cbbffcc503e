#include "frame_option.h"

namespace slant::tools {

void AddFramesOption(CommandLine& line) {
  line.Add()(
      "frames", boost::program_options::bool_switch(),
      "frames, moral foundations and microframes too, as columns frame.FAMILY.NAME (share of "
      "sentences) and axis.NAME (bias)");
}

Result<std::optional<FrameMeasures>> ChosenFrames(const CommandLine& line,
                                                  const LanguageModel& language) {
  if (!line.Get<bool>("frames")) {
    return std::optional<FrameMeasures>();
  }
  FrameOptions options;
  options.axes = DefaultMicroframes();
  options.refuse_weak_poles = false;
  SLANT_ASSIGN_OR_RETURN(FrameMeasures frames, FrameMeasures::Open(language, std::move(options)));
  return std::optional<FrameMeasures>(std::move(frames));
}

}  // namespace slant::tools
