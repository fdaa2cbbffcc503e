/// @file commands.h
/// The table of commands; each has a file of its own in this folder.
#pragma once

#include "command.h"

namespace slant::tools {

Ending RunScore(const std::vector<std::string>& arguments);
Ending RunExplain(const std::vector<std::string>& arguments);
Ending RunCompare(const std::vector<std::string>& arguments);
Ending RunStories(const std::vector<std::string>& arguments);
Ending RunExtract(const std::vector<std::string>& arguments);
Ending RunMerge(const std::vector<std::string>& arguments);
Ending RunSegment(const std::vector<std::string>& arguments);
Ending RunTrain(const std::vector<std::string>& arguments);
Ending RunTrainFrames(const std::vector<std::string>& arguments);
/// Is it train's task to learn frames (--task frame, moral or frame-words)?
bool IsFrameTask(const std::vector<std::string>& arguments);
Ending RunSample(const std::vector<std::string>& arguments);
Ending RunAgree(const std::vector<std::string>& arguments);
Ending RunWords(const std::vector<std::string>& arguments);
Ending RunFrames(const std::vector<std::string>& arguments);
Ending RunEval(const std::vector<std::string>& arguments);
Ending RunEmbed(const std::vector<std::string>& arguments);
Ending RunLexicon(const std::vector<std::string>& arguments);

inline constexpr Command kCommands[] = {
    {"score", "tone, event valence, bias and voice of each sentence or article", RunScore},
    {"explain", "why a sentence or a target got its score: parts that add up", RunExplain},
    {"compare", "outlets side by side, with intervals and tests", RunCompare},
    {"frames", "frames, moral foundations and microframes, with their words", RunFrames},
    {"words", "words that set groups apart, and those that make their tone differ", RunWords},
    {"sample", "sentences or articles for people to code, drawn from strata", RunSample},
    {"agree", "how far coders agree with each other, and a model with them", RunAgree},
    {"stories", "articles about the same event, and copies of agency text", RunStories},
    {"extract", "articles out of pages, feeds, archives and tables, as JSON Lines", RunExtract},
    {"merge", "join the parts that --shard made", RunMerge},
    {"segment", "sentences, voices, speakers and names, as they were seen", RunSegment},
    {"train", "a classifier from labelled JSON Lines", RunTrain},
    {"eval", "how good a model is on labelled JSON Lines", RunEval},
    {"embed", "train fastText vectors, import and pack them", RunEmbed},
    {"lexicon", "check word lists, their coverage, convert them, grow them", RunLexicon},
};

}  // namespace slant::tools
