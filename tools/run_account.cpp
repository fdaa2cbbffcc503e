#include "run_account.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <numeric>

#include "slant/base/mapped_file.h"
#include "slant/pipeline/model.h"

namespace slant::tools {
namespace {

using Buffer = rapidjson::StringBuffer;
using Writer = rapidjson::Writer<Buffer>;

void Put(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void Put(Writer& writer, const char* key, std::string_view text) {
  writer.Key(key);
  Put(writer, text);
}

void PutCounts(Writer& writer, const char* key,
               const std::map<std::string, std::uint64_t>& counts) {
  writer.Key(key);
  writer.StartObject();
  for (const auto& [name, count] : counts) {
    writer.Key(name.c_str(), static_cast<rapidjson::SizeType>(name.size()));
    writer.Uint64(count);
  }
  writer.EndObject();
}

// The members of the account, in an object that is open.
void PutAccount(Writer& writer, const RunAccount& account) {
  writer.Key("articles");
  writer.Uint64(account.articles);
  PutCounts(writer, "kinds", account.kinds);
  PutCounts(writer, "skipped", account.skipped);
  writer.Key("replaced_bytes");
  writer.Uint64(account.replaced_bytes);
  writer.Key("problems");
  writer.StartArray();
  for (const RunAccount::Problem& problem : account.problems) {
    writer.StartObject();
    Put(writer, "reason", problem.reason);
    Put(writer, "source", problem.source);
    Put(writer, "message", problem.message);
    writer.EndObject();
  }
  writer.EndArray();
  writer.Key("seconds");
  writer.Double(account.seconds);
}

std::string Taken(const Buffer& buffer) { return {buffer.GetString(), buffer.GetSize()}; }

}  // namespace

void RunAccount::Skip(std::string_view reason, const Error& error) {
  ++skipped[std::string(reason)];
  if (problems.size() < kMostProblems) {
    problems.push_back({std::string(reason), error.source, error.message});
  }
}

std::uint64_t RunAccount::AllSkipped() const {
  return std::accumulate(skipped.begin(), skipped.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& reason) { return sum + reason.second; });
}

std::string_view ReasonOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
    case ErrorCode::kIo:
      return "unreadable";
    case ErrorCode::kLimit:
      return "limit";
    default:
      return "malformed";
  }
}

std::string AccountJson(const RunAccount& account) {
  Buffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  PutAccount(writer, account);
  writer.EndObject();
  return Taken(buffer);
}

Result<RunAccount> ReadAccount(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  const auto is = [&](const char* key, auto holds) {
    return document.HasMember(key) && holds(document[key]);
  };
  using Value = rapidjson::Value;
  const bool good = !document.HasParseError() && document.IsObject() &&
                    is("articles", [](const Value& v) { return v.IsUint64(); }) &&
                    is("replaced_bytes", [](const Value& v) { return v.IsUint64(); }) &&
                    is("kinds", [](const Value& v) { return v.IsObject(); }) &&
                    is("skipped", [](const Value& v) { return v.IsObject(); }) &&
                    is("problems", [](const Value& v) { return v.IsArray(); }) &&
                    is("seconds", [](const Value& v) { return v.IsNumber(); });
  if (!good) {
    return Error{ErrorCode::kCorrupt, "expected the counts of a run, found something else", ""};
  }
  RunAccount account;
  account.articles = document["articles"].GetUint64();
  account.replaced_bytes = document["replaced_bytes"].GetUint64();
  account.seconds = document["seconds"].GetDouble();
  for (const auto& [key, counts] :
       {std::pair("kinds", &account.kinds), std::pair("skipped", &account.skipped)}) {
    for (const auto& count : document[key].GetObject()) {
      if (count.value.IsUint64()) {
        (*counts)[count.name.GetString()] = count.value.GetUint64();
      }
    }
  }
  for (const auto& problem : document["problems"].GetArray()) {
    RunAccount::Problem out;
    for (const auto& [key, member] :
         {std::pair("reason", &out.reason), std::pair("source", &out.source),
          std::pair("message", &out.message)}) {
      if (problem.IsObject() && problem.HasMember(key) && problem[key].IsString()) {
        *member = problem[key].GetString();
      }
    }
    account.problems.push_back(std::move(out));
  }
  return account;
}

Result<std::string> FileSha256(const std::string& path) {
  SLANT_ASSIGN_OR_RETURN(const MappedFile file, MappedFile::Open(path));
  InputDigest digest;
  digest.Add({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()});
  return digest.Sha256();
}

Result<std::string> ManifestJson(const CommandLine& line, const RunAccount& account,
                                 const InputDigest& digest) {
  Buffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  Put(writer, "schema", "slant.manifest/1");
  Put(writer, "version", SLANT_VERSION);
  Put(writer, "command", line.command());
  writer.Key("options");
  writer.StartArray();
  for (const auto& [name, value] : line.given()) {
    Put(writer, value.empty() ? "--" + name : "--" + name + "=" + value);
  }
  writer.EndArray();
  writer.Key("inputs");
  writer.StartArray();
  for (const std::string& input : line.inputs()) {
    Put(writer, input);
  }
  writer.EndArray();
  writer.Key("model");
  std::string model = line.Has("model") ? line.Get<std::string>("model") : std::string();
  if (line.Knows("model") && model.empty()) {
    if (auto found = FindDefaultModel()) {
      model = *found;
    }
  }
  if (model.empty()) {
    writer.Null();
  } else {
    SLANT_ASSIGN_OR_RETURN(const std::string sha, FileSha256(model));
    writer.StartObject();
    Put(writer, "path", model);
    Put(writer, "sha256", sha);
    writer.EndObject();
  }
  writer.Key("lexicons");
  writer.StartArray();
  if (line.Has("lexicon")) {
    for (const std::string& path : line.Get<std::vector<std::string>>("lexicon")) {
      SLANT_ASSIGN_OR_RETURN(const std::string sha, FileSha256(path));
      writer.StartObject();
      Put(writer, "path", path);
      Put(writer, "sha256", sha);
      writer.EndObject();
    }
  }
  writer.EndArray();
  writer.Key("read");
  writer.StartObject();
  writer.Key("files");
  writer.Uint64(digest.files());
  writer.Key("bytes");
  writer.Uint64(digest.bytes());
  Put(writer, "sha256", digest.Sha256());
  writer.EndObject();
  PutAccount(writer, account);
  writer.EndObject();
  return Taken(buffer) + "\n";
}

}  // namespace slant::tools
